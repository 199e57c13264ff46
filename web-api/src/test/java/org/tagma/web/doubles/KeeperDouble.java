package org.tagma.web.doubles;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.TreeMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.logging.Logger;
import org.tagma.protocols.audit.AuditPage;
import org.tagma.protocols.audit.AuditQuery;
import org.tagma.protocols.audit.AuditReader;
import org.tagma.protocols.audit.ChainCheck;
import org.tagma.protocols.audit.FaultCount;
import org.tagma.protocols.audit.Rejections;
import org.tagma.protocols.keeper.ClusterStatus;
import org.tagma.protocols.keeper.KeeperStatus;
import org.tagma.protocols.keeper.SealStatus;
import org.tagma.protocols.operation.CreateKey;
import org.tagma.protocols.operation.ErrorType;
import org.tagma.protocols.operation.FaultReport;
import org.tagma.protocols.operation.KeyCreated;
import org.tagma.protocols.operation.KeyGeneration;
import org.tagma.protocols.operation.OperationFailed;
import org.tagma.protocols.operation.PublicKey;
import org.tagma.protocols.operation.ReportedFault;
import org.tagma.protocols.operation.RequestContext;
import org.tagma.protocols.operation.SignRequest;
import org.tagma.protocols.operation.SignatureType;
import org.tagma.protocols.operation.Signed;
import org.tagma.protocols.operation.Signing;
import org.tagma.protocols.operation.Verification;
import org.tagma.protocols.operation.Verified;
import org.tagma.protocols.operation.VerifyRequest;
import org.tagma.protocols.session.PeerEndpoint;
import org.tagma.protocols.session.PeerResponse;

/**
 * A keeper without cryptography, for tests of the HTTP surface alone. The key id chooses what
 * happens: {@code missing}, {@code lied}, {@code busy}, {@code bug}; any other is signed with
 * zeros.
 */
@ApplicationScoped
public class KeeperDouble
    implements Signing,
        KeyGeneration,
        Verification,
        KeeperStatus,
        AuditReader,
        Rejections,
        PeerEndpoint {
  private static final Logger LOG = Logger.getLogger(KeeperDouble.class.getName());
  private static final FaultReport FAULTS =
      new FaultReport(
          List.of("keeper-1"),
          List.of("keeper-3"),
          List.of(),
          List.of(
              new ReportedFault(
                  "keeper-1",
                  "IMPOSTER",
                  "FROST.SHARE",
                  null,
                  null,
                  2,
                  1,
                  "/v1/keeper/audit/evidence/1",
                  null,
                  null),
              new ReportedFault(
                  "keeper-3", "DEAD", null, "ROUND_TIMEOUT", null, 1, 2, null, 1500L, null)));

  private final List<Rejection> rejections = new CopyOnWriteArrayList<>();

  /** What was rejected so far. */
  public List<Rejection> rejections() {
    return List.copyOf(rejections);
  }

  @Override
  public Signed sign(RequestContext context, SignRequest request) throws OperationFailed {
    fail(request.keyId());
    Map<String, byte[]> signatures = new LinkedHashMap<>();
    request.operations().keySet().forEach(id -> signatures.put(id, new byte[65]));
    return new Signed(
        SignatureType.SEC1R65SCHNORR, signatures, 1, FaultReport.none(), context.operationId(), 1);
  }

  private static void fail(String keyId) throws OperationFailed {
    switch (keyId) {
      case "missing" ->
          throw new OperationFailed(ErrorType.KEY_NOT_FOUND, "there is no key 'missing'");
      case "lied" ->
          throw new OperationFailed(
              ErrorType.NOT_ENOUGH_HONEST_CLIENTS, "1 of 2 keepers remain", FAULTS, null);
      case "busy" ->
          throw new OperationFailed(
              ErrorType.OVERLOADED,
              "too many operations",
              FaultReport.none(),
              null,
              OptionalInt.of(3));
      case "bug" -> throw new IllegalStateException("the secret of a bug");
      default -> {}
    }
  }

  @Override
  public KeyCreated create(RequestContext context, CreateKey request) throws OperationFailed {
    fail(request.keyId());
    return new KeyCreated(
        request.keyId(), 1, new byte[33], FaultReport.none(), context.operationId());
  }

  @Override
  public Verified verify(RequestContext context, VerifyRequest request) throws OperationFailed {
    fail(request.keyId());
    return new Verified(false, FaultReport.none());
  }

  @Override
  public PublicKey publicKey(RequestContext context, String keyId, OptionalInt generation)
      throws OperationFailed {
    fail(keyId);
    return new PublicKey(
        new byte[33],
        JsonNodeFactory.instance.objectNode().put("keyId", keyId),
        FaultReport.none());
  }

  @Override
  public String id() {
    return "keeper-1";
  }

  @Override
  public SealStatus seal() {
    return new SealStatus("KEY_FILE", SealStatus.State.UNSEALED, 0);
  }

  @Override
  public boolean ready() {
    return true;
  }

  @Override
  public ClusterStatus cluster() {
    TreeMap<String, ClusterStatus.State> peers =
        new TreeMap<>(Map.of("keeper-1", ClusterStatus.State.READY));
    return new ClusterStatus("keeper-1", ClusterStatus.State.READY, 2, 3, peers, List.of());
  }

  @Override
  public JsonNode identityKeys() {
    return JsonNodeFactory.instance.objectNode().set("keys", JsonNodeFactory.instance.arrayNode());
  }

  @Override
  public AuditPage events(AuditQuery query) {
    return new AuditPage(
        List.of(JsonNodeFactory.instance.objectNode().put("limit", query.limit())),
        OptionalLong.of(7));
  }

  @Override
  public Optional<JsonNode> event(String id) {
    return Optional.empty();
  }

  @Override
  public List<JsonNode> operation(String operationId) {
    return List.of();
  }

  @Override
  public Optional<JsonNode> evidence(String id) {
    return Optional.empty();
  }

  @Override
  public ChainCheck verifyChain(
      RequestContext context, Optional<Instant> from, Optional<Instant> to) {
    return new ChainCheck(true, 3, "aGVhZA", null);
  }

  @Override
  public List<FaultCount> faults(Optional<Instant> from, Optional<Instant> to, FaultCount.By by) {
    return List.of(new FaultCount("keeper-2", 1, 2, 0));
  }

  @Override
  public void record(Rejection rejection) {
    rejections.add(rejection);
    LOG.info(() -> "rejected: " + rejection);
  }

  @Override
  public PeerResponse open(String sid, byte[] body) {
    return PeerResponse.ok("{\"sid\":\"" + sid + "\"}");
  }

  @Override
  public PeerResponse round(String sid, int round, byte[] body) {
    return PeerResponse.ok("{\"round\":" + round + "}");
  }

  @Override
  public PeerResponse view(String sid, byte[] body) {
    return PeerResponse.ok("{}");
  }

  @Override
  public PeerResponse close(String sid, byte[] body) {
    return PeerResponse.noContent();
  }

  @Override
  public PeerResponse probe(byte[] body) {
    return PeerResponse.ok("{\"bytes\":" + body.length + "}");
  }

  @Override
  public PeerResponse certificate(byte[] body) {
    return PeerResponse.noContent();
  }
}
