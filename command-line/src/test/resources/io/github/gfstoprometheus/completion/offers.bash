# Prints what bash offers to complete a line with: bash --norc offers.bash SCRIPT LINE
compopt() { :; } # wants a terminal, and says only how to show the words
source "$1"
read -ra COMP_WORDS <<<"$2"
[[ $2 != *' ' ]] || COMP_WORDS+=('')
COMP_CWORD=$((${#COMP_WORDS[@]} - 1))
COMP_LINE=$2
COMP_POINT=${#COMP_LINE}
function=$(complete -p gfs-to-prometheus | sed -e 's/.* -F //' -e 's/ .*//')
$function
[[ ${#COMPREPLY[@]} = 0 ]] || printf '%s\n' "${COMPREPLY[@]}"
