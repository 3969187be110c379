package io.vfioreplay.engine.sql;

import java.math.BigInteger;
import org.duckdb.DuckDBWritableVector;

/** Writes numbers of 64 bits, signed or not. */
final class Numbers {

    private Numbers() {}

    /** Writes a number into a column of type BIGINT or UBIGINT. */
    static void write(SqlType type, long value, DuckDBWritableVector target, int row) {
        if (type == SqlType.UBIGINT) {
            target.setUint64(row, unsigned(value));
        } else {
            target.setLong(row, value);
        }
    }

    /** Writes a number, or NULL where it is the one that stands for nothing. */
    static void writeUnless(long absent, long value, DuckDBWritableVector target, int row) {
        if (value == absent) {
            target.setNull(row);
        } else {
            target.setLong(row, value);
        }
    }

    private static BigInteger unsigned(long value) {
        BigInteger low = BigInteger.valueOf(value & Long.MAX_VALUE);
        return value < 0 ? low.setBit(Long.SIZE - 1) : low;
    }
}
