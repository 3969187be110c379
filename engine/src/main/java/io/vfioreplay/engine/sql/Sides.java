package io.vfioreplay.engine.sql;

/** The column that tells whose recording a row is of, where two are asked about. */
final class Sides {

    static final Column COLUMN = new Column("side", SqlType.VARCHAR);

    private Sides() {}
}
