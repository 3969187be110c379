package io.vfioreplay.journal.side;

/**
 * A frame of a side file, as its table has it.
 *
 * @param type what it is, a number of its writer's
 * @param length bytes
 * @param offset where it begins in the file
 * @param key a number of its writer's, such as a position
 * @param checksum CRC-32C of its bytes
 */
public record SideFrame(int type, int length, long offset, long key, int checksum) {}
