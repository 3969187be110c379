package io.vfioreplay.hardware.event;

import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * The names of the error numbers that a device or a driver may answer, and of the other values of
 * {@link Envelope#result()}.
 *
 * <p>Source: Linux {@code include/uapi/asm-generic/errno-base.h} and {@code errno.h}.
 */
public final class Errno {

    /** Invalid argument: the usual refusal of a transition. */
    public static final int EINVAL = 22;
    /** Input/output error. */
    public static final int EIO = 5;
    /** No such device: the answer on a session that has ended. */
    public static final int ENODEV = 19;
    /** No message: pre-copy has nothing to read for now. */
    public static final int ENOMSG = 42;
    /** Try again. */
    public static final int EAGAIN = 11;

    private static final Map<Integer, String> NAMES = Map.ofEntries(
            Map.entry(Envelope.UNOBSERVED, "UNOBSERVED"),
            Map.entry(Envelope.UNANSWERED, "UNANSWERED"),
            Map.entry(Envelope.OK, "OK"),
            Map.entry(Envelope.FAILED, "FAILED"),
            Map.entry(1, "EPERM"),
            Map.entry(2, "ENOENT"),
            Map.entry(4, "EINTR"),
            Map.entry(EIO, "EIO"),
            Map.entry(6, "ENXIO"),
            Map.entry(7, "E2BIG"),
            Map.entry(9, "EBADF"),
            Map.entry(EAGAIN, "EAGAIN"),
            Map.entry(12, "ENOMEM"),
            Map.entry(13, "EACCES"),
            Map.entry(14, "EFAULT"),
            Map.entry(16, "EBUSY"),
            Map.entry(17, "EEXIST"),
            Map.entry(ENODEV, "ENODEV"),
            Map.entry(EINVAL, "EINVAL"),
            Map.entry(24, "EMFILE"),
            Map.entry(25, "ENOTTY"),
            Map.entry(27, "EFBIG"),
            Map.entry(28, "ENOSPC"),
            Map.entry(29, "ESPIPE"),
            Map.entry(30, "EROFS"),
            Map.entry(32, "EPIPE"),
            Map.entry(34, "ERANGE"),
            Map.entry(38, "ENOSYS"),
            Map.entry(ENOMSG, "ENOMSG"),
            Map.entry(61, "ENODATA"),
            Map.entry(62, "ETIME"),
            Map.entry(71, "EPROTO"),
            Map.entry(75, "EOVERFLOW"),
            Map.entry(95, "EOPNOTSUPP"),
            Map.entry(104, "ECONNRESET"),
            Map.entry(107, "ENOTCONN"),
            Map.entry(110, "ETIMEDOUT"),
            Map.entry(125, "ECANCELED"));

    private static final Map<String, Integer> NUMBERS = numbers();

    private Errno() {}

    /** The name of a {@link Envelope#result()}: {@code EINVAL}, {@code OK}; {@code errno 77} where there is none. */
    public static String name(int result) {
        return NAMES.getOrDefault(result, "errno " + result);
    }

    /** The result of this name, or empty. */
    public static Optional<Integer> number(String name) {
        return Optional.ofNullable(NUMBERS.get(name));
    }

    private static Map<String, Integer> numbers() {
        Map<String, Integer> numbers = new TreeMap<>();
        NAMES.forEach((number, name) -> numbers.put(name, number));
        numbers.put("ENOTSUP", 95);
        return numbers;
    }
}
