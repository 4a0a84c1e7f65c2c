# Prints what fish offers to complete a line with, each followed by a tab and its description:
# fish --no-config offers.fish SCRIPT LINE
source $argv[1]
complete -C$argv[2]
