#!/bin/sh
# Makes a folder below $1, prints its path, and waits until nobody has the other end of standard input any more: whoever started this has
# then ended, in whatever way. It kills the processes whose working directory is below the folder, and deletes the folder.
trap '' HUP INT QUIT TERM
umask 077
cd -P "$1" || exit 1
folder=$(mktemp -d "$PWD/fairlead-demo-XXXXXXXXXX") || exit 1
cd /
echo "$folder"
exec >/dev/null 2>&1

while read -r _; do :; done

survivors() {
  # shellcheck disable=SC2012 # of these names only the numbers are read
  ls -l /proc/[0-9]*/cwd | while read -r line; do
    case $line in
      *" -> $folder/"*)
        line=${line#*/proc/}
        echo "${line%%/*}"
        ;;
    esac
  done
}

# One that was about to be started may be there a moment later.
calm=0
while [ "$calm" -lt 2 ]; do
  pids=$(survivors)
  if [ -n "$pids" ]; then
    # shellcheck disable=SC2086 # several
    kill -KILL $pids
    calm=0
  else
    calm=$((calm + 1))
  fi
  sleep 0.1
done
rm -rf "$folder"
