package org.tagma.server.cli;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Arrays;
import java.util.Optional;
import java.util.stream.Stream;
import org.tagma.server.cluster.ClusterFailure;
import org.tagma.threshold.evidence.EvidenceVerifier;
import org.tagma.threshold.evidence.Finding;
import org.tagma.threshold.group.DecodingException;
import org.tagma.threshold.identity.Cluster;
import org.tagma.threshold.identity.KeeperName;
import org.tagma.threshold.run.KnownProtocols;
import org.tagma.threshold.transcript.Jcs;
import org.tagma.threshold.verdict.CoordinatorRule;
import org.tagma.threshold.verdict.EnvelopeRule;
import org.tagma.threshold.verdict.Evidence;
import org.tagma.threshold.verdict.Rule;
import org.tagma.threshold.wire.SessionPreimage;

/** What an offline check of one piece of evidence says, for an auditor at a terminal. */
record EvidenceReport(Evidence evidence, Finding finding) {
  /** No larger file is read. */
  static final int MAX_BYTES = 16 << 20;

  /**
   * Checks the evidence in {@code file} against the keys that {@code trust} pins.
   *
   * @throws ClusterFailure if a file is missing, too large or not what it should be, or if the
   *     evidence is about another cluster
   */
  static EvidenceReport of(Path trust, Path file) throws ClusterFailure {
    Cluster cluster;
    try {
      cluster = Cluster.read(read(trust));
    } catch (DecodingException e) {
      throw new ClusterFailure(trust + " is no cluster file: " + printable(e.getMessage()), e);
    }
    Evidence evidence;
    try {
      evidence = Evidence.fromJson(Jcs.parse(read(file)));
    } catch (DecodingException e) {
      throw new ClusterFailure(file + " is no evidence: " + printable(e.getMessage()), e);
    }
    if (!evidence.session().cluster().equals(cluster.id())) {
      throw new ClusterFailure(
          "%s is about cluster %s, but %s is that of cluster %s"
              .formatted(
                  file, evidence.session().cluster().base64Url(), trust, cluster.id().base64Url()));
    }
    EvidenceVerifier verifier =
        new EvidenceVerifier(cluster.id(), cluster.keyRing(), KnownProtocols.all());
    return new EvidenceReport(evidence, verifier.verify(evidence));
  }

  /** The report, one fact a line; nothing in it can move a terminal's cursor. */
  String text() {
    SessionPreimage session = evidence.session();
    return String.join(
        "\n",
        "verdict    " + finding + ": " + meaning(),
        "accused    " + KeeperName.of(evidence.accused()),
        "rule       " + printable(evidence.rule()),
        "           " + rule(evidence.rule()).map(Rule::explanation).orElse("Not a known rule."),
        "operation  " + printable(session.operationId()) + ", attempt " + session.attempt(),
        "session    " + session.sid().base64Url(),
        "key        " + printable(session.keyId()) + ", generation " + session.generation(),
        "protocol   " + printable(session.protocol()) + ", " + printable(session.suite()),
        "when       " + Instant.ofEpochMilli(session.openedAt()),
        "checked    " + checked(),
        "");
  }

  private String meaning() {
    return switch (finding) {
      case PROVED -> "the accused broke the rule.";
      case REFUTED -> "the evidence is complete, and the accused kept the rule.";
      case UNDECIDABLE ->
          "something is missing, altered or unknown, so this says nothing about anybody.";
    };
  }

  private String checked() {
    String given =
        "%d signed messages against the pinned keys".formatted(evidence.exhibits().size());
    return switch (finding) {
      case PROVED, REFUTED -> given + ", the session they name, and the rule itself, run again.";
      case UNDECIDABLE -> given + "; the check could not be completed.";
    };
  }

  private static Optional<Rule> rule(String id) {
    Stream<Rule> ofProtocols =
        KnownProtocols.all().all().stream().flatMap(protocol -> protocol.rules().stream());
    Stream<Rule> ofAll =
        Stream.concat(
            Arrays.stream(CoordinatorRule.values()), Arrays.stream(EnvelopeRule.values()));
    return Stream.concat(ofAll, ofProtocols).filter(rule -> rule.id().equals(id)).findFirst();
  }

  private static byte[] read(Path file) throws ClusterFailure {
    try (InputStream in = Files.newInputStream(file)) {
      byte[] bytes = in.readNBytes(MAX_BYTES + 1);
      if (bytes.length > MAX_BYTES) {
        throw new ClusterFailure(file + " is larger than 16 MiB");
      }
      return bytes;
    } catch (IOException e) {
      throw new ClusterFailure(file + " cannot be read", e);
    }
  }

  /** Names in evidence are the words of a stranger. */
  private static String printable(String text) {
    return text.replaceAll("[^\\p{L}\\p{N}\\p{P}\\p{S} ]", "?");
  }
}
