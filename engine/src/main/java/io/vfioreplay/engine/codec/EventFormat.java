package io.vfioreplay.engine.codec;

import io.vfioreplay.hardware.event.EventKind;
import io.vfioreplay.journal.BlockBody;

/**
 * How a block of events is encoded, version 2. Each block stands alone: all differences start from 0 in it.
 *
 * <p>Events that look alike share a <em>stream</em>: what they have in common is written once. Within a stream the numbers that
 * differ from event to event are written as differences; how many bytes each of them takes is a <em>shape</em>. An event is
 * then one byte, the number of its shape, and a few bytes for each difference: nothing in it has to be searched for an end,
 * which makes decoding as fast as the memory.
 *
 * <pre>
 *  block    = 82 payloads { event }                    as many events as the block's count says
 *  payloads = count { block length { byte } 32 times } payloads stored apart: place, length and SHA-256
 *  event    = shape [ new shape ] { number } [ bytes ]
 *  shape    = byte                                     the number of shapes so far defines the next one
 *  new shape  = stream [ new stream ] { widths }       a byte for two numbers of the event, the first in bits 0-3
 *  stream   = byte                                     the number of streams so far defines the next one
 *  new stream = kind form device witness result fields steady { value }
 *    kind     = byte                                   EventKind.code()
 *    form     = byte   bit 0   there is a time         bits 2-3  payload: 0 none, 1 a number, 2 bytes, 3 stored apart
 *                      bit 1   there is a duration     bits 4-7  how many bytes a number has, 0 to 8
 *    device, result = signed       witness = varint
 *    fields   = byte                                   how many values the events of this stream have
 *    steady   = byte                                   bit n: value n is the same in all its events, and follows here
 *    value    = signed
 *  number   = little-endian, 0 to 8 bytes as its shape says, of (n &lt;&lt; 1) ^ (n &gt;&gt; 63), in this order:
 *    record                                            difference to what the step before this event would give again
 *    time                                              where there is one: ns, difference to the last event with a time
 *    duration                                          where there is one: ns, difference in the stream
 *    each value that is not steady                     difference in the stream
 *    payload's number                                  where it is one: difference in the stream, in its length
 *    payload's length                                  where it is bytes or stored apart: difference in the stream
 *    payload's place                                   where it is stored apart: its index in payloads, difference in the stream
 *  bytes    = the payload where it is bytes
 *  count, block, length = varint
 *  varint   = seven bits a byte, lowest first, bit 7 set in all but the last; at most 10 bytes
 *  signed   = varint of (n &lt;&lt; 1) ^ (n &gt;&gt; 63)
 * </pre>
 *
 * <p>The first two events of a block, both {@code pageFaultBegan} with one field, at 1000 ns and 1007 ns, addresses 64 and 96,
 * device 0, records 5 and 6:
 *
 * <pre>
 *  82 00 | 00  00  24 01 00 00 00 01 00  21 01  0a  d0 07  80  |  01  00  11 01  07  0e  40
 *          |   |   |  |  |  |  |  |  |   |      |   |      |      |   |   |      |   |   value: +32
 *          |   |   |  |  |  |  |  |  |   |      |   |      |      |   |   |      |   time: +7
 *          |   |   |  |  |  |  |  |  |   |      |   |      |      |   |   |      record: +1 where +5 was expected
 *          |   |   |  |  |  |  |  |  |   |      |   |      |      |   |   widths 1, 1, 1
 *          |   |   |  |  |  |  |  |  |   |      |   |      |      |   stream 0
 *          |   |   |  |  |  |  |  |  |   |      |   |      |      shape 1: a new one
 *          |   |   |  |  |  |  |  |  |   |      |   |      value: +64
 *          |   |   |  |  |  |  |  |  |   |      |   time: +1000
 *          |   |   |  |  |  |  |  |  |   |      record: +5
 *          |   |   |  |  |  |  |  |  |   widths 1, 2, 1
 *          |   |   |  |  |  |  |  |  no value is steady
 *          |   |   |  |  |  |  |  one field
 *          |   |   |  |  |  |  result 0
 *          |   |   |  |  |  witness 0
 *          |   |   |  |  device 0
 *          |   |   |  form: there is a time
 *          |   |   kind 36
 *          |   stream 0: a new one
 *          shape 0: a new one
 * </pre>
 *
 * <p>A number that its field cannot have is refused. A vocabulary that grew is no new version: an older journal has fewer
 * fields, and the missing ones read 0; a newer one has kinds, fields or choices that an older program does not know, which it
 * says instead of guessing. No block of {@linkplain EventFormatV1 version 1} begins with the byte that begins these.
 */
public final class EventFormat {

    /** The version that is written, and the latest that is read. */
    public static final int VERSION = 2;
    /** Payloads of more bytes than this are stored apart. */
    public static final int INLINE_BYTES_MAX = 256;
    /** A block takes no further event when it has this many: they are what has to be decoded to get at one of them. */
    public static final int BLOCK_EVENTS_MAX = 512;
    /** A block takes no further event when it has this many bytes. */
    public static final int BLOCK_BYTES = 8 << 10;
    /** No encoded event is longer: both definitions, all numbers, an inline payload. */
    public static final int EVENT_BYTES_MAX = 512;
    /** No block that {@link EventEncoder} makes is longer, the payloads' places apart; with room for the slack. */
    public static final int BLOCK_BYTES_MAX = BLOCK_BYTES + EVENT_BYTES_MAX + BlockBody.SLACK_BYTES;

    static final byte MARK = (byte) (0x80 | VERSION);
    static final int SHAPES_MAX = 1 << Byte.SIZE;
    static final int STREAMS_MAX = SHAPES_MAX;
    /** Record, time, duration, the values, and two numbers of a payload. */
    static final int NUMBERS_MAX = 3 + EventKind.FIELDS_MAX + 2;

    private EventFormat() {}

    /** The bits of a number of {@code length} bytes, 0 to 8. */
    static long mask(int length) {
        return length == Long.BYTES ? -1L : (1L << (length * Byte.SIZE)) - 1;
    }
}
