package io.vfioreplay.engine.sql;

import java.io.Serial;

/** The database refused a query or could not carry it out; the message is its own, often with the place in the query. */
public final class QueryFailedException extends RuntimeException {

    @Serial
    private static final long serialVersionUID = 1L;

    QueryFailedException(String message) {
        super(message);
    }
}
