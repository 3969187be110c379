package io.vfioreplay.engine.sql;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Properties;
import org.duckdb.DuckDBConnection;

/**
 * Opens empty databases in memory that do as little as possible by themselves: no extension is fetched or loaded, one thread, so that
 * sums of fractions do not depend on the machine, and a bound on memory.
 */
final class Connections {

    private static final String IN_MEMORY = "jdbc:duckdb:";
    private static final String NO_SCRIPT = "";
    private static final String MEMORY_MAX = "2GB";

    private Connections() {}

    /** For queries that people bring: it can reach no file and no network, and nothing of that can be changed any more. */
    static Connection locked(Path spill) throws SQLException {
        Properties settings = careful(spill);
        settings.setProperty("enable_external_access", "false");
        settings.setProperty("lock_configuration", "true");
        return open(settings);
    }

    /** For our own statements, which write files. */
    static Connection writing(Path spill) throws SQLException {
        return open(careful(spill));
    }

    private static Connection open(Properties settings) throws SQLException {
        try {
            return DuckDBConnection.newConnection(IN_MEMORY, false, NO_SCRIPT, settings);
        } catch (ExceptionInInitializerError failed) { // A full disk, for example; of which its message is silent.
            throw new UnsatisfiedLinkError("the native library of DuckDB could not be unpacked: " + failed.getCause());
        }
    }

    private static Properties careful(Path spill) {
        Properties settings = new Properties();
        settings.setProperty("threads", "1");
        settings.setProperty("memory_limit", MEMORY_MAX);
        settings.setProperty("temp_directory", spill.toString());
        settings.setProperty("autoinstall_known_extensions", "false");
        settings.setProperty("autoload_known_extensions", "false");
        settings.setProperty("allow_community_extensions", "false");
        settings.setProperty("allow_persistent_secrets", "false");
        // Rows come while they are read, so a long result needs no more memory than a short one.
        settings.setProperty("jdbc_stream_results", "true");
        return settings;
    }
}
