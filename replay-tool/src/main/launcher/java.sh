# What the launcher of a checkout and that of a release have in common: finding a Java, and what to give it. To be sourced.

JAVA_OLDEST=17

# Accepted and silent on every Java from 17 on. The jar's manifest opens what Chronicle needs.
JVM_FLAGS='-XX:+IgnoreUnrecognizedVMOptions --sun-misc-unsafe-memory-access=allow -XX:+UseSerialGC
    -Xshare:auto -Xlog:cds=off -Xlog:cds+dynamic=off'

say() { printf 'vfio-replay: %s\n' "$*" >&2; }

# Sets java, java_home and java_version; asks the JVM itself only if its "release" file does not tell.
find_java() {
    if [ -n "${JAVA_HOME:-}" ]; then
        java=$JAVA_HOME/bin/java
        if [ ! -x "$java" ]; then
            say "JAVA_HOME is $JAVA_HOME, but there is no bin/java in it: set it to a JDK $JAVA_OLDEST or later, or unset it"
            exit 2
        fi
    elif ! java=$(command -v java); then
        say "no Java found in JAVA_HOME or PATH: install a JDK $JAVA_OLDEST or later"
        exit 2
    fi
    java_home=$(dirname -- "$(dirname -- "$(readlink -f -- "$java" 2>/dev/null || echo "$java")")")
    java_version=
    if [ -r "$java_home/release" ]; then
        java_version=$(sed -n 's/^JAVA_RUNTIME_VERSION="\(.*\)"/\1/p' "$java_home/release")
    fi
    if [ -z "$java_version" ]; then
        java_version=$("$java" -version 2>&1 | sed -n 's/.* version "\([^"]*\)".*/\1/p')
    fi
    java_feature=${java_version%%[!0-9]*}
    if [ "${java_feature:-0}" -lt "$JAVA_OLDEST" ]; then
        say "$java is Java ${java_version:-of unknown version}, and Java $JAVA_OLDEST or later is needed: set JAVA_HOME to one"
        exit 2
    fi
}

# Sets terminals and columns: Java 17 cannot tell which of its streams are terminals, and colour, progress and the shell's line
# editing are for those only; nor how wide the one is that results go to, which is empty where there is none.
find_terminals() {
    terminals=
    [ ! -t 1 ] || terminals=out
    [ ! -t 2 ] || terminals=$terminals,err
    [ ! -t 0 ] || terminals=$terminals,in
    terminals=-Dvfio-replay.terminals=$terminals
    columns=
    if [ -t 1 ]; then
        { columns=$(stty size <&3 2>/dev/null) || columns=; } 3<&1
        columns=${columns##* }
        case $columns in
            '' | 0) columns= ;;
            *) columns=-Dvfio-replay.columns=$columns ;;
        esac
    fi
}
