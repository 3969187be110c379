package io.vfioreplay.engine.query;

/**
 * Text for a regular expression that stops after so many looks at it: an expression that tries everything again and again must not
 * hang on text that somebody else wrote.
 */
final class BoundedText implements CharSequence {

    /** How many characters of a field are looked at. */
    static final int LENGTH_MAX = 8192;

    /** How often one may be looked at: about 10 ms. */
    static final int LOOKS_MAX = 2_000_000;

    private final String text;
    private int looks;

    BoundedText(String text) {
        this.text = text.length() > LENGTH_MAX ? text.substring(0, LENGTH_MAX) : text;
    }

    /** There were too many looks. */
    static final class TooManyLooksException extends RuntimeException {
        private static final long serialVersionUID = 1L;

        TooManyLooksException() {
            super("more than " + LOOKS_MAX + " looks", null, false, false);
        }
    }

    @Override
    public char charAt(int index) {
        if (++looks > LOOKS_MAX) {
            throw new TooManyLooksException();
        }
        return text.charAt(index);
    }

    @Override
    public int length() {
        return text.length();
    }

    @Override
    public CharSequence subSequence(int start, int end) {
        return text.substring(start, end);
    }

    @Override
    public String toString() {
        return text;
    }
}
