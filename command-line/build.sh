# Read by the launcher in the sources: builds the program on first use, or when its sources have
# changed, which takes a JDK 17 or later. Enters with $home, and leaves $jar.
# shellcheck shell=sh
jar=$home/command-line/target/gfs-to-prometheus-all.jar

changed() {
  [ ! -e "$jar" ] || [ -n "$(find "$home/pom.xml" "$home"/*/pom.xml "$home"/gfs-archive/src/main \
    "$home"/prometheus-tsdb/src/main "$home"/command-line/src/main -newer "$jar" -print 2>/dev/null | head -n 1)" ]
}

build() {
  echo "gfs-to-prometheus: building (only on first use; the log is $home/build.log)" >&2
  if ! (cd "$home" && ./mvnw -B -Dquick -pl :gfs-to-prometheus -am package) >"$home/build.log" 2>&1; then
    grep -E '^\[ERROR\]|: error|No compiler|JAVA_HOME' "$home/build.log" | head -n 10 >&2
    echo "gfs-to-prometheus: the build failed; a JDK 17 or later and Maven Central are needed" >&2
    exit 1
  fi
  # Maven leaves a jar alone that would be the same, which would be built each time then.
  touch "$jar"
}

if changed; then
  build
fi
