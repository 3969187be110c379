package io.vfioreplay.tool.junitxml;

import io.vfioreplay.tool.junitxml.Outcome.Broken;
import io.vfioreplay.tool.junitxml.Outcome.Failed;
import io.vfioreplay.tool.junitxml.Outcome.Skipped;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import javax.xml.stream.XMLOutputFactory;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamWriter;

/** Writes suites as one document. No times, so that the same results give the same bytes. */
final class TestDocument {

    private static final char REPLACEMENT = '\ufffd';

    private final XMLStreamWriter xml;

    private TestDocument(XMLStreamWriter xml) {
        this.xml = xml;
    }

    /** Writes the document and flushes; the stream stays open. */
    static void write(OutputStream out, List<TestSuite> suites) {
        try {
            XMLStreamWriter xml =
                    XMLOutputFactory.newDefaultFactory().createXMLStreamWriter(out, StandardCharsets.UTF_8.name());
            new TestDocument(xml).document(suites);
            xml.close();
        } catch (XMLStreamException failed) {
            throw new UncheckedIOException(new IOException("cannot write the report", failed));
        }
    }

    private void document(List<TestSuite> suites) throws XMLStreamException {
        xml.writeStartDocument(StandardCharsets.UTF_8.name(), "1.0");
        xml.writeCharacters("\n");
        xml.writeStartElement("testsuites");
        xml.writeCharacters("\n");
        for (TestSuite suite : suites) {
            suite(suite);
        }
        xml.writeEndElement();
        xml.writeCharacters("\n");
        xml.writeEndDocument();
    }

    private void suite(TestSuite suite) throws XMLStreamException {
        xml.writeStartElement("testsuite");
        attribute("name", suite.name());
        attribute("tests", Integer.toString(suite.cases().size()));
        attribute("failures", Long.toString(suite.count(Failed.class)));
        attribute("errors", Long.toString(suite.count(Broken.class)));
        attribute("skipped", Long.toString(suite.count(Skipped.class)));
        xml.writeCharacters("\n");
        for (TestCase one : suite.cases()) {
            testCase(one);
        }
        xml.writeEndElement();
        xml.writeCharacters("\n");
    }

    private void testCase(TestCase one) throws XMLStreamException {
        xml.writeStartElement("testcase");
        attribute("classname", one.className());
        attribute("name", one.name());
        if (one.outcome() instanceof Skipped skipped) {
            child("skipped", skipped.why(), "");
        } else if (one.outcome() instanceof Failed failed) {
            child("failure", failed.message(), failed.details());
        } else if (one.outcome() instanceof Broken broken) {
            child("error", broken.message(), "");
        }
        xml.writeEndElement();
        xml.writeCharacters("\n");
    }

    private void child(String name, String message, String details) throws XMLStreamException {
        xml.writeStartElement(name);
        attribute("message", message);
        xml.writeCharacters(legal(details));
        xml.writeEndElement();
    }

    private void attribute(String name, String value) throws XMLStreamException {
        xml.writeAttribute(name, legal(value).replace('\n', ' '));
    }

    /** Text from a recording may hold what XML 1.0 cannot; section 2.2 has the characters. */
    private static String legal(String text) {
        StringBuilder legal = new StringBuilder(text.length());
        text.codePoints()
                .map(c -> c == '\t'
                                || c == '\n'
                                || (c >= ' ' && c <= 0xd7ff)
                                || (c >= 0xe000 && c <= 0xfffd)
                                || c > 0xffff
                        ? c
                        : REPLACEMENT)
                .forEach(legal::appendCodePoint);
        return legal.toString();
    }
}
