package org.tagma.protocols.session;

import com.fasterxml.jackson.databind.JsonNode;
import jakarta.ejb.Local;
import jakarta.ejb.Stateless;
import jakarta.ejb.TransactionAttribute;
import jakarta.ejb.TransactionAttributeType;
import jakarta.inject.Inject;
import java.util.Optional;
import org.tagma.persistence.StorageUnavailable;
import org.tagma.protocols.failure.ErrorType;
import org.tagma.protocols.failure.OperationFailed;
import org.tagma.protocols.keeper.Readiness;
import org.tagma.protocols.moduli.StoredModuli;
import org.tagma.protocols.peer.SignedProbes;
import org.tagma.threshold.group.DecodingException;
import org.tagma.threshold.key.Certificate;
import org.tagma.threshold.moduli.AuxCertificate;
import org.tagma.threshold.run.HostAnswer;
import org.tagma.threshold.run.KeyVault;
import org.tagma.threshold.run.RoundCall;
import org.tagma.threshold.transcript.Bytes;
import org.tagma.threshold.transcript.Jcs;
import org.tagma.threshold.transcript.Members;

/** Answers the other keepers. What is not signed by one of them is not heard. */
@Stateless
@Local(PeerEndpoint.class)
@TransactionAttribute(TransactionAttributeType.NOT_SUPPORTED)
public class PeerEndpointBean implements PeerEndpoint {
  private HostedSessions sessions;
  private SignedProbes probes;
  private StoredKeys keys;
  private StoredModuli moduli;
  private KeySurvey survey;
  private Destructions destructions;
  private KeySuccessions successions;
  private TokenUses tokens;
  private Readiness readiness;

  private interface Work {
    PeerResponse respond() throws DecodingException, OperationFailed;
  }

  @Inject
  void hear(
      HostedSessions theSessions,
      SignedProbes theProbes,
      StoredKeys theKeys,
      StoredModuli theModuli,
      KeySurvey theSurvey,
      Destructions theDestructions,
      KeySuccessions theSuccessions,
      TokenUses theTokens,
      Readiness theReadiness) {
    sessions = theSessions;
    probes = theProbes;
    keys = theKeys;
    moduli = theModuli;
    survey = theSurvey;
    destructions = theDestructions;
    successions = theSuccessions;
    tokens = theTokens;
    readiness = theReadiness;
  }

  @Override
  public PeerResponse open(String sid, byte[] body) throws OperationFailed {
    return heard(
        () -> answer(sessions.open(Bytes.fromBase64Url(sid), RoundCall.fromJson(Jcs.parse(body)))));
  }

  @Override
  public PeerResponse round(String sid, int round, byte[] body) throws OperationFailed {
    return heard(
        () ->
            answer(
                sessions.round(
                    Bytes.fromBase64Url(sid), round, RoundCall.fromJson(Jcs.parse(body)))));
  }

  @Override
  public PeerResponse view(String sid, byte[] body) throws OperationFailed {
    return heard(
        () -> answer(sessions.host().view(Bytes.fromBase64Url(sid), single(body, "viewRequest"))));
  }

  @Override
  public PeerResponse close(String sid, byte[] body) throws OperationFailed {
    return heard(
        () -> {
          if (!sessions.host().close(Bytes.fromBase64Url(sid), single(body, "close"))) {
            throw new OperationFailed(
                ErrorType.SESSION_NOT_FOUND, "this keeper has no such session of yours to close");
          }
          return PeerResponse.noContent();
        });
  }

  @Override
  public PeerResponse probe(byte[] body) throws OperationFailed {
    if (!readiness.isSole()) {
      throw new OperationFailed(ErrorType.AUDIT_NOT_AVAILABLE, readiness.objection().orElse(""));
    }
    return answered(() -> json(probes.answer(body)));
  }

  @Override
  public PeerResponse key(byte[] body) throws OperationFailed {
    return heard(
        () -> {
          try {
            return json(survey.answer(body));
          } catch (KeyVault.Sealed e) {
            throw new OperationFailed(ErrorType.KEEPER_SEALED, "this keeper is sealed");
          }
        });
  }

  @Override
  public PeerResponse destruction(byte[] body) throws OperationFailed {
    return heard(() -> json(destructions.answer(body)));
  }

  @Override
  public PeerResponse certificate(byte[] body) throws OperationFailed {
    return heard(
        () -> {
          JsonNode json = Jcs.parse(body);
          if (json.has("bundle")) {
            moduli.take(AuxCertificate.read(json));
          } else {
            keys.take(Certificate.fromJson(json));
          }
          return PeerResponse.noContent();
        });
  }

  @Override
  public PeerResponse identity(byte[] body) throws OperationFailed {
    return heard(
        () -> {
          successions.take(body);
          return PeerResponse.noContent();
        });
  }

  @Override
  public PeerResponse tokenUse(byte[] body) throws OperationFailed {
    return heard(
        () -> {
          tokens.take(body);
          return PeerResponse.noContent();
        });
  }

  private static PeerResponse answer(HostAnswer answer) throws DecodingException {
    if (answer instanceof HostAnswer.Unheard) {
      throw new DecodingException("not a message of this cluster for this keeper");
    }
    return json(answer.toJson());
  }

  private static PeerResponse json(JsonNode json) {
    return PeerResponse.ok(json.toString());
  }

  private static String single(byte[] body, String name) throws DecodingException {
    Members members = Members.of(Jcs.parse(body));
    String message = members.text(name);
    members.end();
    return message;
  }

  private PeerResponse heard(Work work) throws OperationFailed {
    Optional<String> objection = readiness.objection();
    if (objection.isPresent()) {
      throw new OperationFailed(ErrorType.AUDIT_NOT_AVAILABLE, objection.get());
    }
    return answered(work);
  }

  private static PeerResponse answered(Work work) throws OperationFailed {
    try {
      return work.respond();
    } catch (DecodingException e) {
      throw new OperationFailed(
          ErrorType.INVALID_REQUEST_BODY, "this is not a message of a keeper of this cluster");
    } catch (StorageUnavailable e) {
      throw new OperationFailed(
          ErrorType.AUDIT_FAILED, "the session could not be made durable, nothing was done");
    }
  }
}
