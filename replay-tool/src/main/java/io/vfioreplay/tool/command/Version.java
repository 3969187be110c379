package io.vfioreplay.tool.command;

import picocli.CommandLine.IVersionProvider;

/** The version of the tool as its jar says it. */
final class Version implements IVersionProvider {

    @Override
    public String[] getVersion() {
        String version = Version.class.getPackage().getImplementationVersion();
        return new String[] {"vfio-replay " + (version == null ? "(not packaged)" : version)};
    }
}
