package io.vfioreplay.engine.codec;

/**
 * How a block of events was encoded in version 1, which is read and no longer written. Each block stands alone: all differences start from 0 in it.
 *
 * <pre>
 *  block    = { event }                                as many as the block's count says
 *  event    = kind [fields] flags [device] [witness] record [result] [time] [duration] { value } [payload]
 *  kind     = varint                                   EventKind.code()
 *  fields   = varint                                   only in the first event of its kind in the block: how many values
 *                                                      the events of this kind have in this block
 *  flags    = byte
 *    bit 0   device follows, else as in the event before          bit 4   there is a time
 *    bit 1   witness follows, else as in the event before         bit 5   there is a duration
 *    bit 2   0                                                    bit 6   the payload is stored apart
 *    bit 3   result follows, else 0                               bit 7   0
 *  device, witness, result = signed
 *  record   = signed                                   difference to the event before
 *  time     = signed                                   ns, difference to the last event with a time
 *  duration = varint                                   ns
 *  value    = signed                                   difference to the same field of the last event of this kind
 *  payload  = length { byte }                          where the kind has one and bit 6 is 0
 *           | length block { byte } 32 times           place and SHA-256 where bit 6 is 1
 *  length, block = varint
 *  varint   = seven bits a byte, lowest first, bit 7 set in all but the last; at most 10 bytes
 *  signed   = varint of (n &lt;&lt; 1) ^ (n &gt;&gt; 63)
 * </pre>
 *
 * <p>The first two events of a block, both {@code pageFaultBegan} with one field, at 1000 ns and 1007 ns, addresses 64 and 96,
 * device 0, records 5 and 6:
 *
 * <pre>
 *  24  01  10  0a  d0 0f  80 01  |  24  10  02  0e  40
 *  |   |   |   |   |      |         |   |   |   |   value: +32
 *  |   |   |   |   |      |         |   |   |   time: +7
 *  |   |   |   |   |      |         |   |   record: +1
 *  |   |   |   |   |      |         |   flags: there is a time
 *  |   |   |   |   |      |         kind 36
 *  |   |   |   |   |      value: +64
 *  |   |   |   |   time: +1000
 *  |   |   |   record: +5
 *  |   |   flags: there is a time
 *  |   fields: 1
 *  kind 36
 * </pre>
 *
 * <p>Numbers are written as short as they can be; anything longer is refused, and so is a number that its field cannot have. A vocabulary that
 * grew is no new version: an older journal has fewer fields, and the missing ones read 0; a newer one has kinds, fields or
 * choices that an older program does not know, which it says instead of guessing.
 */
final class EventFormatV1 {

    static final int DEVICE = 1;
    static final int WITNESS = 1 << 1;
    static final int RESULT = 1 << 3;
    static final int TIME = 1 << 4;
    static final int DURATION = 1 << 5;
    static final int STORED = 1 << 6;
    static final int RESERVED = 1 << 2 | 1 << 7;

    private EventFormatV1() {}
}
