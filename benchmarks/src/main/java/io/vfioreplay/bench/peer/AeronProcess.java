package io.vfioreplay.bench.peer;

import io.aeron.CommonContext;
import io.aeron.archive.Archive;
import io.aeron.archive.ArchiveThreadingMode;
import io.aeron.archive.ArchivingMediaDriver;
import io.aeron.archive.client.AeronArchive;
import io.aeron.driver.MediaDriver;
import io.aeron.driver.ThreadingMode;
import java.io.File;
import java.nio.file.Path;
import org.agrona.IoUtil;

/**
 * A media driver and an archive in this process, and a client of both. One thread each, since two processors have to do for
 * them and for the one that makes events. Nothing of it listens on a network.
 */
final class AeronProcess implements AutoCloseable {

    /** Only used when an archive copies from another one; it has to be named all the same. */
    private static final String NO_REPLICATION = "aeron:udp?endpoint=localhost:0";

    private static final String IPC = "aeron:ipc";

    private final ArchivingMediaDriver driver;
    private final AeronArchive client;

    private AeronProcess(ArchivingMediaDriver driver, AeronArchive client) {
        this.driver = driver;
        this.client = client;
    }

    /** Starts both; the archive writes into {@code directory}. */
    static AeronProcess launch(Path directory) {
        String buffers = CommonContext.generateRandomDirName();
        // Memory that nobody would give back if this process were told to end meanwhile.
        Runtime.getRuntime().addShutdownHook(new Thread(() -> IoUtil.delete(new File(buffers), true)));
        MediaDriver.Context driverContext = new MediaDriver.Context()
                .aeronDirectoryName(buffers)
                .threadingMode(ThreadingMode.SHARED)
                .dirDeleteOnStart(true)
                .dirDeleteOnShutdown(true);
        Archive.Context archiveContext = new Archive.Context()
                .aeronDirectoryName(buffers)
                .archiveDir(directory.resolve("archive").toFile())
                .threadingMode(ArchiveThreadingMode.SHARED)
                .controlChannelEnabled(false)
                .archiveClientContext(new AeronArchive.Context().controlResponseChannel(IPC))
                .recordingEventsEnabled(false)
                .replicationChannel(NO_REPLICATION);
        ArchivingMediaDriver driver = ArchivingMediaDriver.launch(driverContext, archiveContext);
        try {
            AeronArchive client = AeronArchive.connect(new AeronArchive.Context()
                    .aeronDirectoryName(buffers)
                    .controlRequestChannel(IPC)
                    .controlRequestStreamId(archiveContext.localControlStreamId())
                    .controlResponseChannel(IPC));
            return new AeronProcess(driver, client);
        } catch (RuntimeException failed) {
            driver.close();
            throw failed;
        }
    }

    AeronArchive client() {
        return client;
    }

    @Override
    public void close() {
        client.close();
        driver.close();
    }
}
