package org.tagma.server.archive;

import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import javax.xml.XMLConstants;
import javax.xml.parsers.DocumentBuilderFactory;
import javax.xml.parsers.ParserConfigurationException;
import org.w3c.dom.Document;
import org.w3c.dom.NodeList;
import org.xml.sax.SAXException;

/**
 * What an EAR's {@code META-INF/application.xml} says (Jakarta EE 10 Platform, EE.8).
 *
 * @param webModule the entry of its only WAR
 * @param contextRoot where that WAR is mounted, beginning with a slash
 * @param ejbModules the entries of its EJB jars
 * @param libraryDirectory the folder of its shared libraries, without a slash at the end
 */
public record EnterpriseArchive(
    String webModule, String contextRoot, List<String> ejbModules, String libraryDirectory) {
  private static final String DESCRIPTOR = "META-INF/application.xml";

  /** The lists are copied. */
  public EnterpriseArchive {
    ejbModules = List.copyOf(ejbModules);
  }

  /**
   * Reads the descriptor.
   *
   * @throws IOException if there is none, it is no XML, or it does not name exactly one web module
   */
  public static EnterpriseArchive read(ZipFile ear) throws IOException {
    ZipEntry entry = ear.getEntry(DESCRIPTOR);
    if (entry == null) {
      throw new IOException("no EAR: " + DESCRIPTOR + " is missing");
    }
    Document document;
    try (InputStream xml = ear.getInputStream(entry)) {
      document = parse(xml);
    }
    List<String> webModules = texts(document, "web-uri");
    if (webModules.size() != 1) {
      throw new IOException("an EAR with one web module is expected, not " + webModules.size());
    }
    return new EnterpriseArchive(
        webModules.get(0),
        absolute(first(document, "context-root", "/")),
        texts(document, "ejb"),
        first(document, "library-directory", "lib"));
  }

  private static Document parse(InputStream xml) throws IOException {
    try {
      DocumentBuilderFactory factory = DocumentBuilderFactory.newDefaultNSInstance();
      factory.setFeature(XMLConstants.FEATURE_SECURE_PROCESSING, true);
      factory.setFeature("http://apache.org/xml/features/disallow-doctype-decl", true);
      return factory.newDocumentBuilder().parse(xml);
    } catch (ParserConfigurationException e) {
      throw new IllegalStateException("the JDK's own XML parser lacks a feature", e);
    } catch (SAXException e) {
      throw new IOException(DESCRIPTOR + " is not well-formed: " + e.getMessage(), e);
    }
  }

  private static String first(Document document, String element, String otherwise) {
    List<String> found = texts(document, element);
    return found.isEmpty() ? otherwise : found.get(0);
  }

  private static List<String> texts(Document document, String element) {
    NodeList nodes = document.getElementsByTagNameNS("*", element);
    List<String> texts = new ArrayList<>();
    for (int i = 0; i < nodes.getLength(); i++) {
      texts.add(nodes.item(i).getTextContent().strip());
    }
    return texts;
  }

  private static String absolute(String contextRoot) {
    return contextRoot.startsWith("/") ? contextRoot : "/" + contextRoot;
  }
}
