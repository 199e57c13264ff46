package org.tagma.threshold;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** A claim in the documents links to what shows it, so the links must lead somewhere. */
class DocumentLinksTest {
  private static final Path ROOT = Path.of("..");
  private static final List<String> DOCUMENTS =
      List.of(
          "README.md",
          "CONTRIBUTING.md",
          "CHANGELOG.md",
          "docs/rules.md",
          "docs/evidence.md",
          "docs/lab.md",
          "docs/attacks.md");
  private static final Pattern LINK = Pattern.compile("]\\(([^)#]+)(?:#[^)]*)?\\)");

  @Test
  void everyRelativeLinkLeadsToAFileOrAFolder() throws IOException {
    List<String> broken = new ArrayList<>();
    for (String document : DOCUMENTS) {
      Path file = ROOT.resolve(document);
      Matcher link = LINK.matcher(Files.readString(file));
      while (link.find()) {
        String target = link.group(1);
        if (!target.contains("://") && !Files.exists(file.resolveSibling(target))) {
          broken.add(document + ": " + target);
        }
      }
    }
    assertEquals(List.of(), broken);
  }
}
