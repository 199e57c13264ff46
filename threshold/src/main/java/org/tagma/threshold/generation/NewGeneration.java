package org.tagma.threshold.generation;

import java.util.List;
import java.util.Set;
import org.tagma.threshold.key.Certificate;
import org.tagma.threshold.key.CertificateContent;
import org.tagma.threshold.round.Inbox;
import org.tagma.threshold.transcript.Bytes;

/** A run that makes a generation, as far as its last two rounds need to know it. */
public interface NewGeneration {
  /** The round of the certificates, in every such protocol. */
  int CERTIFY = 4;

  /** The round of the receipts. */
  int ACTIVATE = 5;

  /** CERT, as everybody has to sign it: follows from rounds that have been judged. */
  CertificateContent content(Inbox inbox);

  /** The run's common randomness, 32 bytes; empty where there is none. */
  Bytes rid(Inbox inbox);

  /** The certificate: CERT with every holder's envelope of {@link #CERTIFY}. */
  default Certificate certificate(Inbox inbox) {
    Set<Integer> holders = content(inbox).holders();
    List<String> envelopes =
        inbox.round(CERTIFY).values().stream()
            .filter(received -> holders.contains(received.envelope().from()))
            .map(received -> received.envelope().signed().compact())
            .toList();
    return new Certificate(content(inbox), envelopes);
  }
}
