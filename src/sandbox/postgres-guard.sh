# Runs one PostgreSQL server for as long as standard input stays open, then stops it and removes its folder.
#
# However the parent ends, its end of the pipe closes: so nothing stays behind, not even after kill -9.
# What the server says goes to standard output; that stream ends when the server does. A line "restart" on standard input stops the
# server and starts it again; what it says from then on is lost.
#
# Arguments: folder with bin/, home folder (removed at the end; holds `password`, and `data` if there is a cluster already),
# then the server's own arguments.
native=$1
home=$2
shift 2

# A signal that hits this script must not leave the server alone.
trap : HUP INT TERM

if [ ! -f "$home/data/PG_VERSION" ]; then
  "$native/bin/initdb" --pgdata="$home/data" --username=postgres --pwfile="$home/password" --auth=scram-sha-256 \
    --encoding=UTF8 --locale=C --no-sync --no-instructions </dev/null 2>&1
fi
"$native/bin/postgres" -D "$home/data" "$@" </dev/null 2>&1 &
server=$!

# Only the server holds the stream now.
exec >/dev/null 2>&1

# Fast shutdown; after five seconds at once.
stop() {
  kill -INT "$server"
  tries=0
  while kill -0 "$server"; do
    tries=$((tries + 1))
    [ "$tries" -eq 50 ] && kill -QUIT "$server"
    sleep 0.1
  done
}

while read -r command; do
  [ "$command" = restart ] || continue
  stop
  "$native/bin/postgres" -D "$home/data" "$@" </dev/null &
  server=$!
done

stop
rm -rf "$home"
