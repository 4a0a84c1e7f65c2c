# Prints what zsh offers to complete a line with, each followed by a tab and its description:
# zsh -f offers.zsh SCRIPT LINE
# zsh completes on a terminal only, so that it does here, on one that it makes itself.
zmodload zsh/zpty
place=$(mktemp -d)
trap 'rm -rf $place' EXIT
cp $1 $place/_gfs-to-prometheus
cat >$place/.zshrc <<'END'
PROMPT=
stty -echo
zstyle ':completion:*' list-separator '--'
fpath=($ZDOTDIR $fpath)
autoload -Uz compinit
compinit -u -D
compadd() {
  local -a asking display words
  zparseopts -E -a asking A: O: D:
  zparseopts -E d:=display ld:=display
  if (( ! $#asking )); then
    builtin compadd -O words "$@"
    local -a shown=( ${display[2]:+${(P)display[2]}} )
    local i
    for (( i = 1; i <= $#words; i++ )); do
      print -r -- "$words[i]"$'\t'"$shown[i]"
    done >>$ZDOTDIR/offers
  fi
  builtin compadd "$@"
}
offered() { print -r -- "offer""ed" }
comppostfuncs=(offered)
print -r -- "rea""dy"
END
export ZDOTDIR=$place TERM=dumb
zpty shell exec zsh -i
zpty -r shell text '*ready*'
zpty -w -n shell $2$'\t'
zpty -r shell text '*offered*'
zpty -d shell
[[ ! -e $place/offers ]] || cat $place/offers
