package io.vfioreplay.bench.report;

import java.util.Locale;

/**
 * Draws a picture as text. Written by hand, because Java's own graphics need fonts that a JDK without a screen does not bring. Unit:
 * pixels, from the upper left. One thread.
 */
final class Svg {

    /** Where a text stands in relation to its point. */
    enum Anchor {
        START("start"),
        MIDDLE("middle"),
        END("end");

        private final String word;

        Anchor(String word) {
            this.word = word;
        }
    }

    /**
     * How a text looks.
     *
     * @param size of the letters
     * @param colour of the letters
     * @param isBold whether it is bold
     */
    record Letters(int size, String colour, boolean isBold) {}

    /**
     * How a line looks.
     *
     * @param colour of the line
     * @param width of the line
     * @param dashes lengths of dashes and gaps, empty for a full line
     */
    record Stroke(String colour, double width, String dashes) {}

    private final StringBuilder body = new StringBuilder();

    /** An empty picture with a white ground. */
    Svg(int width, int height) {
        add(
                "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"%d\" height=\"%d\" viewBox=\"0 0 %d %d\""
                        + " font-family=\"DejaVu Sans, Verdana, Helvetica, Arial, sans-serif\">",
                width, height, width, height);
        add("<rect width=\"%d\" height=\"%d\" fill=\"#ffffff\"/>", width, height);
    }

    /** A filled rectangle. */
    Svg rectangle(double x, double y, double width, double height, String colour) {
        return add(
                "<rect x=\"%.1f\" y=\"%.1f\" width=\"%.1f\" height=\"%.1f\" fill=\"%s\"/>",
                x, y, width, height, colour);
    }

    /** A straight line. */
    Svg line(double fromX, double fromY, double toX, double toY, Stroke stroke) {
        return add("<line x1=\"%.1f\" y1=\"%.1f\" x2=\"%.1f\" y2=\"%.1f\"%s/>", fromX, fromY, toX, toY, style(stroke));
    }

    /** A line through points: "x,y x,y". */
    Svg path(String points, Stroke stroke) {
        return add("<polyline points=\"%s\" fill=\"none\" stroke-linejoin=\"round\"%s/>", points, style(stroke));
    }

    /** A text on its base line. */
    Svg text(double x, double y, String text, Anchor anchor, Letters letters) {
        return add(
                "<text x=\"%.1f\" y=\"%.1f\" text-anchor=\"%s\" font-size=\"%d\" fill=\"%s\"%s>%s</text>",
                x,
                y,
                anchor.word,
                letters.size(),
                letters.colour(),
                letters.isBold() ? " font-weight=\"bold\"" : "",
                escaped(text));
    }

    /** The whole picture. */
    String document() {
        return body + "</svg>\n";
    }

    private static String style(Stroke stroke) {
        String dashes = stroke.dashes().isEmpty() ? "" : " stroke-dasharray=\"" + stroke.dashes() + "\"";
        return String.format(
                Locale.ROOT, " stroke=\"%s\" stroke-width=\"%.1f\"%s", stroke.colour(), stroke.width(), dashes);
    }

    private static String escaped(String text) {
        return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;");
    }

    private Svg add(String format, Object... values) {
        body.append(String.format(Locale.ROOT, format, values)).append('\n');
        return this;
    }
}
