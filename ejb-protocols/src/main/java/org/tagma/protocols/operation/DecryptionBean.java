package org.tagma.protocols.operation;

import com.fasterxml.jackson.databind.node.ObjectNode;
import jakarta.ejb.Local;
import jakarta.ejb.Stateless;
import jakarta.ejb.TransactionAttribute;
import jakarta.ejb.TransactionAttributeType;
import jakarta.inject.Inject;
import java.util.Optional;
import java.util.OptionalInt;
import org.tagma.persistence.Durable;
import org.tagma.protocols.access.RequestContext;
import org.tagma.protocols.audit.AuditEntry;
import org.tagma.protocols.failure.ErrorType;
import org.tagma.protocols.failure.FaultReport;
import org.tagma.protocols.failure.OperationFailed;
import org.tagma.protocols.keeper.Admission;
import org.tagma.protocols.peer.PeerDeadline;
import org.tagma.protocols.session.StoredKeys;
import org.tagma.threshold.ecies.Ciphertext;
import org.tagma.threshold.ecies.CiphertextHeader;
import org.tagma.threshold.ecies.DecryptRequest;
import org.tagma.threshold.ecies.Ecies;
import org.tagma.threshold.ecies.EciesSuite;
import org.tagma.threshold.key.CertificateContent;
import org.tagma.threshold.key.KeyPolicy;
import org.tagma.threshold.run.Operation;
import org.tagma.threshold.run.Outcome;

/** Decrypts with threshold ECIES: any t good parts open the ciphertext, here and nowhere else. */
@Stateless
@Local(Decryption.class)
@TransactionAttribute(TransactionAttributeType.NOT_SUPPORTED)
public class DecryptionBean implements Decryption {
  static final String EVENT = DecryptRequest.OP;
  private static final Ecies ECIES = new Ecies();

  @Inject AuditedOperation audited;
  @Inject RunDriver driver;
  @Inject StoredKeys keys;
  @Inject KeyPolicies policies;

  @Override
  public Decrypted decrypt(RequestContext context, DecryptCiphertext request)
      throws OperationFailed {
    return audited.run(EVENT, context, () -> admitted(context, request));
  }

  private Decrypted admitted(RequestContext context, DecryptCiphertext request)
      throws OperationFailed {
    Ciphertext ciphertext = request.decoded();
    CertificateContent certificate = certificate(request, ciphertext.header());
    check(request, ciphertext.header(), certificate);
    policies.require(KeyPolicy.Use.PROCESS, certificate);
    KeyPolicies.requireBound(
        context, certificate, keys.active(request.keyId()).orElse(certificate));
    Admission.Permit permit = audited.enter();
    try {
      return decrypt(context, certificate, ciphertext);
    } finally {
      permit.close();
    }
  }

  /**
   * For the generation that the ciphertext was made for, an old one as well: the keepers hold their
   * shares of it, or refreshed ones, unless it was destroyed.
   */
  private CertificateContent certificate(DecryptCiphertext request, CiphertextHeader header)
      throws OperationFailed {
    int generation = request.generation().orElse(header.generation());
    return keys.decrypting(request.keyId(), generation)
        .orElseThrow(
            () -> new OperationFailed(ErrorType.KEY_NOT_FOUND, "keyId: no such key or generation"));
  }

  /** Whether it has the form of a ciphertext for this key; its proof the run checks first. */
  static void check(
      DecryptCiphertext request, CiphertextHeader header, CertificateContent certificate)
      throws OperationFailed {
    if (!certificate.usage().decrypts()) {
      throw new OperationFailed(
          ErrorType.KEY_PROCESS_OPS_FORBIDDEN, "keyId: the key is certified for signatures only");
    }
    EciesSuite suite = header.suite();
    if (header.isPlain() && certificate.usage().isCcaSafe()) {
      throw invalid("ciphertext64: the key decrypts only ciphertexts with a proof");
    }
    if (!suite.curve().equals(certificate.curve())) {
      throw invalid("ciphertext64: it was made for a key on another curve");
    }
    if (request.algorithm().orElse(suite.aead()) != suite.aead()) {
      throw invalid("algorithm: the ciphertext was made with " + suite.aead());
    }
  }

  private static OperationFailed invalid(String detail) {
    return new OperationFailed(ErrorType.INVALID_CIPHERTEXT, detail);
  }

  private Decrypted decrypt(
      RequestContext context, CertificateContent certificate, Ciphertext ciphertext)
      throws OperationFailed {
    AuditEntry.Crypto key =
        new AuditEntry.Crypto(
            Ecies.NAME,
            certificate.keyId(),
            certificate.curve().apiName(),
            certificate.generation());
    Durable<?> intent = audited.intend(EVENT, context, key);
    Outcome outcome =
        driver.run(operation(context, certificate, ciphertext), PeerDeadline.FROST, intent);
    FaultReport faults = audited.settle(outcome, context);
    byte[] plaintext = plaintext(outcome, ciphertext, faults, context.operationId());
    Decrypted decrypted =
        new Decrypted(plaintext, certificate.usage().isCcaSafe(), faults, context.operationId());
    return audited.finish(
        EVENT,
        context,
        new AuditedOperation.Finished<>(decrypted, key, faults, outcome.attempts()));
  }

  private static byte[] plaintext(
      Outcome outcome, Ciphertext ciphertext, FaultReport faults, String operationId)
      throws OperationFailed {
    org.tagma.threshold.ecies.Decryption opened =
        (org.tagma.threshold.ecies.Decryption) outcome.result().orElseThrow();
    return opened
        .open(ciphertext)
        .orElseThrow(
            () ->
                new OperationFailed(
                    ErrorType.INVALID_CIPHERTEXT,
                    "the ciphertext does not open: whoever made it spoiled it",
                    faults,
                    operationId,
                    OptionalInt.empty()));
  }

  private Operation operation(
      RequestContext context, CertificateContent certificate, Ciphertext ciphertext) {
    return new Operation(
        context.operationId(),
        ECIES,
        ciphertext.header().suite().name(),
        certificate.keyId(),
        certificate.generation(),
        Optional.of(certificate),
        certificate.participants(),
        certificate.threshold(),
        DecryptRequest.of((ObjectNode) context.request(), ciphertext),
        context.credential(),
        driver.budget(PeerDeadline.FROST));
  }
}
