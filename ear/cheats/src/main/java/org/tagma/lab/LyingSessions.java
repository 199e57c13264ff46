package org.tagma.lab;

import jakarta.annotation.Priority;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Alternative;
import jakarta.inject.Inject;
import jakarta.interceptor.Interceptor;
import java.security.SecureRandom;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;
import org.tagma.protocols.keeper.KeeperConfiguration;
import org.tagma.protocols.moduli.StoredModuli;
import org.tagma.protocols.session.CallerAuthority;
import org.tagma.protocols.session.HostedSessions;
import org.tagma.protocols.session.KeysToImport;
import org.tagma.protocols.session.SessionRecords;
import org.tagma.protocols.session.StoredKeys;
import org.tagma.threshold.auxiliary.ModuliSource;
import org.tagma.threshold.identity.KeeperIdentity;
import org.tagma.threshold.identity.KeyRing;
import org.tagma.threshold.importing.PrivateKeySource;
import org.tagma.threshold.round.Inbox;
import org.tagma.threshold.round.Message;
import org.tagma.threshold.round.Protocol;
import org.tagma.threshold.round.ProtocolRegistry;
import org.tagma.threshold.round.Session;
import org.tagma.threshold.run.HostAnswer;
import org.tagma.threshold.run.KnownProtocols;
import org.tagma.threshold.run.RoundCall;
import org.tagma.threshold.testkit.CheatingProtocol;
import org.tagma.threshold.transcript.Bytes;

/** A participant that lies to other coordinators; what it coordinates itself, it does honestly. */
@Alternative
@Priority(Interceptor.Priority.APPLICATION)
@ApplicationScoped
public class LyingSessions extends HostedSessions {
  private final KeeperIdentity identity;
  private final Instruction instruction;
  private final Joined joined = new Joined();
  private final Map<Integer, Said> said = new ConcurrentHashMap<>();

  /** The last message of a round. */
  private record Said(Bytes sid, String message) {}

  /** For the container's proxy only. */
  protected LyingSessions() {
    identity = null;
    instruction = null;
  }

  @Inject
  public LyingSessions(
      KeeperConfiguration configuration,
      KeeperIdentity identity,
      KeyRing keys,
      StoredKeys vault,
      StoredModuli moduli,
      KeysToImport privateKeys,
      CallerAuthority authority,
      SessionRecords journal,
      Instruction instruction) {
    super(
        configuration,
        identity,
        keys,
        vault,
        moduli,
        authority,
        journal,
        lying(identity, instruction, moduli, privateKeys));
    this.identity = identity;
    this.instruction = instruction;
  }

  private static ProtocolRegistry lying(
      KeeperIdentity identity,
      Instruction instruction,
      ModuliSource moduli,
      PrivateKeySource privateKeys) {
    Catalogue cheats = new Catalogue(identity.keeper(), new SecureRandom());
    CheatingProtocol.Lie lie =
        (session, inbox, message) ->
            instead(identity, instruction, cheats, session, inbox, message);
    return new ProtocolRegistry(
        KnownProtocols.with(moduli, privateKeys).all().stream()
            .<Protocol>map(honest -> new CheatingProtocol(honest, lie))
            .toList());
  }

  private static Message instead(
      KeeperIdentity liar,
      Instruction instruction,
      Catalogue cheats,
      Session session,
      Inbox inbox,
      Message message) {
    String name = instruction.cheat();
    boolean applies =
        session.preimage().coordinator() != liar.keeper()
            && name.startsWith(session.preimage().protocol() + ".");
    return applies
        ? cheats
            .body(name)
            .map(cheat -> cheat.asLie().instead(session, inbox, message))
            .orElse(message)
        : message;
  }

  @Override
  public HostAnswer round(Bytes sid, int round, RoundCall call) {
    HostAnswer answer = super.round(sid, round, call);
    if (!(answer instanceof HostAnswer.Envelopes honest)) {
      return answer;
    }
    Optional<Joined.Seen> seen = joined.hear(sid, call.open(), call.envelopes());
    Said before = said.put(round, new Said(sid, honest.envelopes().get(0)));
    Optional<String> earlier =
        Optional.ofNullable(before).filter(s -> !s.sid().equals(sid)).map(Said::message);
    String name = instruction.cheat();
    return seen.flatMap(
            s ->
                Stream.of(AnswerCheat.values())
                    .filter(cheat -> cheat.id().equals(name))
                    .findFirst()
                    .map(
                        cheat ->
                            cheat.instead(
                                new AnswerCheat.Turn(
                                    identity,
                                    s.preimage(),
                                    round,
                                    call.envelopes(),
                                    earlier,
                                    honest))))
        .orElse(answer);
  }
}
