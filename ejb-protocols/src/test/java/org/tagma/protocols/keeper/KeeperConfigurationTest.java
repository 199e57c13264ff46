package org.tagma.protocols.keeper;

import static org.jose4j.jwk.JsonWebKey.OutputControlLevel.PUBLIC_ONLY;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jose4j.jwk.EcJwkGenerator;
import org.jose4j.keys.EllipticCurves;
import org.jose4j.lang.JoseException;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.tagma.protocols.access.JwtRules;
import org.tagma.protocols.keeper.KeeperConfiguration.Profile;
import org.tagma.protocols.peer.PeerDeadline;
import org.tagma.protocols.peer.TestAuthority;
import org.tagma.threshold.group.DecodingException;
import org.tagma.threshold.identity.Cluster;
import org.tagma.threshold.identity.KeeperIdentity;
import org.tagma.threshold.paillier.ParameterSet;

class KeeperConfigurationTest {
  @TempDir Path directory;

  private final Map<String, String> values = new HashMap<>();

  @BeforeEach
  void configure() throws IOException, DecodingException {
    Path identity = directory.resolve("identity.jwk");
    Files.writeString(identity, "{}");
    Files.setPosixFilePermissions(identity, PosixFilePermissions.fromString("rw-------"));
    values.put("tagma.peer-id", "keeper-2");
    values.put("tagma.cluster", cluster("http"));
    values.put("tagma.home", directory.toString());
    values.put("tagma.identity-key", identity.toString());
    values.put("tagma.seal.key-file", directory.resolve("absent").toString());
    values.put("tagma.tokens", write("tokens.json", "{\"tokens\": []}"));
    values.put("tagma.client-port", "8082");
    values.put("tagma.peer-port", "9082");
    values.put("tagma.profile", "local");
  }

  /** A cluster file whose peerUrls have this scheme. */
  private String cluster(String scheme) throws IOException, DecodingException {
    List<Cluster.Member> members = new ArrayList<>();
    for (int number = 1; number <= 3; number++) {
      var key = KeeperIdentity.generate(number, new SecureRandom()).publicKey();
      URI url = URI.create(scheme + "://127.0.0.1:" + (9080 + number));
      members.add(new Cluster.Member(number, url, key));
    }
    return write(scheme + ".json", Cluster.of(2, members).toJson().toString());
  }

  /** With the key store of this keeper, and what belongs to it. */
  private void secure(int keeper) throws IOException, DecodingException {
    values.put("tagma.cluster", cluster("https"));
    values.putAll(new TestAuthority().settings(directory, keeper));
  }

  private String write(String name, String content) throws IOException {
    return Files.writeString(directory.resolve(name), content).toString();
  }

  private KeeperConfiguration read() {
    return new KeeperConfiguration(name -> Optional.ofNullable(values.get(name)));
  }

  private List<String> faults() {
    return assertThrows(InvalidConfiguration.class, this::read).faults();
  }

  private List<String> faultsWith(String name, String value) {
    values.put(name, value);
    return faults();
  }

  @Test
  void readsTheConfigurationWithItsDefaults() {
    KeeperConfiguration configuration = read();
    assertEquals(2, configuration.number());
    assertEquals("keeper-2", configuration.peerId());
    assertEquals(3, configuration.cluster().total());
    assertEquals(Profile.LOCAL, configuration.profile());
    assertEquals(8082, configuration.clientPort());
    assertEquals(9082, configuration.peerPort());
    assertEquals(Duration.ofSeconds(1), configuration.of(PeerDeadline.PROBE));
    assertEquals(Duration.ofMillis(1_500), configuration.of(PeerDeadline.FROST));
    assertEquals(Duration.ofSeconds(5), configuration.of(PeerDeadline.DKG));
    assertEquals(Duration.ofSeconds(10), configuration.of(PeerDeadline.GG20));
    assertEquals(Duration.ofSeconds(60), configuration.of(PeerDeadline.AUX));
    assertEquals(Optional.of(ParameterSet.P128), configuration.moduli());
    assertEquals(Duration.ofSeconds(30), configuration.budget(PeerDeadline.FROST));
    assertEquals(Duration.ofMinutes(2), configuration.budget(PeerDeadline.DKG));
    int processors = Runtime.getRuntime().availableProcessors();
    assertEquals(Math.min(64, 2 * processors), configuration.operationsInFlight());
    assertEquals(64, configuration.operationsQueued());
    assertEquals(0, configuration.requestsPerSecond());
    assertEquals(200, configuration.requestsAtOnce());
  }

  @Test
  void knowsTheAddressesOfAllKeepersButItself() {
    assertEquals(
        Map.of(1, URI.create("http://127.0.0.1:9081"), 3, URI.create("http://127.0.0.1:9083")),
        read().peers());
  }

  @Test
  void takesOtherDeadlines() {
    values.put("tagma.deadline.frost", "2500");
    assertEquals(Duration.ofMillis(2_500), read().of(PeerDeadline.FROST));
  }

  @Test
  void wantsADeadlineToEndBeforeTheTimeoutBehindIt() {
    String behind = "org.tagma.protocols.peer.PeerSlot/frost/Timeout/value";
    assertEquals(
        List.of("tagma.deadline.frost: must be less than " + behind + ", 3000 ms"),
        faultsWith("tagma.deadline.frost", "3000"));
    values.put(behind, "6000");
    assertEquals(Duration.ofSeconds(3), read().of(PeerDeadline.FROST));
  }

  @Test
  void reportsAllFaultsAtOnceOneALine() {
    values.clear();
    List<String> faults = faults();
    assertEquals(
        List.of(
            "tagma.cluster: is missing",
            "tagma.client-port: is missing",
            "tagma.peer-port: is missing",
            "tagma.home: is missing",
            "tagma.peer-id: is missing",
            "tagma.profile: is missing",
            "tagma.identity-key: is missing",
            "tagma.seal.key-file: is missing",
            "tagma.tokens: is missing"),
        faults);
  }

  @Test
  void saysWhatIsWrongWithAValue() {
    String ports = "tagma.peer-port: an integer from 1 to 65535 is expected, not 70000";
    assertEquals(List.of(ports), faultsWith("tagma.peer-port", "70000"));
    values.put("tagma.peer-port", "8082");
    assertEquals(List.of("tagma.peer-port: must differ from tagma.client-port"), faults());
    values.put("tagma.peer-port", "9082");
    assertEquals(
        List.of("tagma.profile: one of [local, server] is expected, not LOCAL"),
        faultsWith("tagma.profile", "LOCAL"));
  }

  @Test
  void wantsToBeAKeeperOfTheCluster() {
    assertEquals(
        List.of("tagma.peer-id: keeper-4 is not in the cluster file"),
        faultsWith("tagma.peer-id", "keeper-4"));
    assertEquals(
        List.of("tagma.peer-id: keeper-N is expected, not second"),
        faultsWith("tagma.peer-id", "second"));
  }

  @Test
  void wantsItsFilesReadableAndItsIdentityPrivate() throws IOException {
    Path identity = Path.of(values.get("tagma.identity-key"));
    Files.setPosixFilePermissions(identity, PosixFilePermissions.fromString("rw-r--r--"));
    assertEquals(
        List.of(
            "tagma.identity-key: nobody but the owner may read or write "
                + identity
                + " (mode 0600)"),
        faults());
    Files.delete(identity);
    assertEquals(List.of("tagma.identity-key: no readable file at " + identity), faults());
  }

  @Test
  void rejectsAClusterFileThatWasAltered() throws IOException {
    Path cluster = Path.of(values.get("tagma.cluster"));
    Files.writeString(cluster, Files.readString(cluster).replace("\"t\":2", "\"t\":3"));
    List<String> faults = faults();
    assertEquals(1, faults.size());
    assertTrue(faults.get(0).startsWith("tagma.cluster: " + cluster + " is not valid: "));
  }

  @Test
  void isSealedByAKeyFileUnlessItSaysOtherwise() {
    assertEquals(SealKind.KEY_FILE, read().seal().kind());
    values.remove("tagma.seal.key-file");
    values.put("tagma.seal.kind", "shamir");
    assertEquals(new SealSettings(SealKind.SHAMIR, null), read().seal());
    values.put("tagma.seal.key-file", directory.resolve("absent").toString());
    assertEquals(
        List.of(
            "tagma.seal.kind: one of [key-file, pkcs12, pkcs11, shamir] is expected, not KEY_FILE"),
        faultsWith("tagma.seal.kind", "KEY_FILE"));
  }

  @Test
  void wantsToKnowTheEntryOfTheKeyStoreAndThePasswordFilePrivate() throws IOException {
    values.remove("tagma.seal.key-file");
    values.put("tagma.seal.kind", "pkcs12");
    assertEquals(
        List.of("tagma.seal.pkcs12.file: is missing", "tagma.seal.pkcs12.alias: is missing"),
        faults());
    values.put("tagma.seal.pkcs12.file", directory.resolve("absent.p12").toString());
    values.put("tagma.seal.pkcs12.alias", "seal");
    assertEquals(SealKind.PKCS12, read().seal().kind());
    String password = write("password", "secret");
    Files.setPosixFilePermissions(Path.of(password), PosixFilePermissions.fromString("rw-r--r--"));
    assertEquals(
        List.of(
            "tagma.seal.pkcs12.password-file: nobody but the owner may read or write "
                + password
                + " (mode 0600)"),
        faultsWith("tagma.seal.pkcs12.password-file", password));
  }

  @Test
  void smallerModuliOrNoneNeedAWord() {
    values.put("tagma.moduli", "p112");
    assertEquals(Optional.of(ParameterSet.P112), read().moduli());
    values.put("tagma.moduli", "none");
    assertEquals(Optional.empty(), read().moduli());
    assertEquals(
        List.of("tagma.moduli: one of [p128, p112, none] is expected, not p64"),
        faultsWith("tagma.moduli", "p64"));
  }

  @Test
  void takesJsonWebTokensOnceAKeyIsNamed() throws IOException, JoseException {
    assertEquals(Optional.empty(), read().jwt());
    String key = EcJwkGenerator.generateJwk(EllipticCurves.P256).toJson(PUBLIC_ONLY);
    values.put("mp.jwt.verify.publickey.location", write("issuer.jwk", key));
    assertEquals(
        List.of("mp.jwt.verify.issuer: is missing", "mp.jwt.verify.audiences: is missing"),
        faults());
    values.put("mp.jwt.verify.issuer", "https://issuer");
    values.put("mp.jwt.verify.audiences", "tagma, others");
    assertTrue(read().jwt().isPresent());
    values.put("mp.jwt.verify.publickey.location", "https://issuer.example/keys");
    assertTrue(read().jwt().isPresent());
    values.put("mp.jwt.verify.publickey", key);
    assertEquals(
        List.of(
            "mp.jwt.verify.publickey.location: is given beside mp.jwt.verify.publickey: one of them"
                + " is expected"),
        faults());
    values.remove("mp.jwt.verify.publickey.location");
    values.put("mp.jwt.verify.publickey.algorithm", "HS256");
    assertEquals(
        List.of(
            "mp.jwt.verify.publickey.algorithm: some of " + JwtRules.ALGORITHMS + " are expected"),
        faults());
    values.put("mp.jwt.verify.publickey.algorithm", "ES256");
    assertEquals(
        List.of("mp.jwt.verify.audiences: names are expected, with commas between them"),
        faultsWith("mp.jwt.verify.audiences", ","));
  }

  @Test
  void saysWhatIsNoKeyOfAnIssuer() {
    assertEquals(
        "mp.jwt.verify.publickey: is not valid: a public key in PEM, a JWK or a JWK set is expected",
        faultsWith("mp.jwt.verify.publickey", "nonsense").get(0));
    values.remove("mp.jwt.verify.publickey");
    String fault = faultsWith("mp.jwt.verify.publickey.location", "http://issuer/keys").get(0);
    assertTrue(fault.startsWith("mp.jwt.verify.publickey.location: no readable file at"), fault);
  }

  @Test
  void aServerBoundsEachCallerUnlessToldOtherwise() throws Exception {
    values.put("tagma.profile", "server");
    secure(2);
    assertEquals(100, read().requestsPerSecond());
    values.put("tagma.rate.requests", "7");
    values.put("tagma.rate.burst", "9");
    assertEquals(7, read().requestsPerSecond());
    assertEquals(9, read().requestsAtOnce());
    assertEquals(
        List.of("tagma.rate.burst: an integer from 1 to 100000 is expected, not 0"),
        faultsWith("tagma.rate.burst", "0"));
  }

  @Test
  void onlyALocalKeeperTalksInTheClear() throws Exception {
    assertEquals(Optional.empty(), read().tls());
    values.put("tagma.profile", "server");
    assertEquals(
        List.of(
            "tagma.cluster: with TLS every peerUrl begins with https:",
            "tagma.tls.keystore: is missing",
            "tagma.tls.truststore: is missing",
            "tagma.tls.password.file: is missing"),
        faults());
    secure(2);
    assertEquals("CN=keeper-2", subject());
    values.put("tagma.profile", "local");
    assertEquals("CN=keeper-2", subject());
    values.remove("tagma.tls.keystore");
    assertEquals(List.of("tagma.cluster: without TLS every peerUrl begins with http:"), faults());
  }

  private String subject() {
    return read().tls().orElseThrow().certificate().getSubjectX500Principal().getName();
  }

  @Test
  void saysInOneLineWhatIsWrongWithTheStoresOfTls() throws Exception {
    secure(2);
    String keyStore = values.get("tagma.tls.keystore");
    String trustStore = values.get("tagma.tls.truststore");
    Path absent = directory.resolve("nowhere.p12");
    assertEquals(
        List.of("tagma.tls.truststore: no readable file at " + absent),
        faultsWith("tagma.tls.truststore", absent.toString()));
    assertEquals(
        List.of("tagma.tls.truststore: " + values.get("tagma.tokens") + " is no PKCS#12 key store"),
        faultsWith("tagma.tls.truststore", values.get("tagma.tokens")));
    values.put("tagma.tls.truststore", trustStore);
    assertEquals(
        List.of("tagma.tls.keystore: no readable file at " + absent),
        faultsWith("tagma.tls.keystore", absent.toString()));
    values.put("tagma.tls.keystore", keyStore);
    Files.writeString(Path.of(values.get("tagma.tls.password.file")), "another\n");
    assertEquals(
        List.of(
            "tagma.tls.keystore: the password does not open " + keyStore,
            "tagma.tls.truststore: the password does not open " + trustStore),
        faults());
    secure(3);
    assertEquals(
        List.of(
            "tagma.tls.keystore: "
                + keyStore
                + " with "
                + trustStore
                + ": there is no private key with a certificate named keeper-2"),
        faults());
  }

  @Test
  void theKeyOfTlsAndItsPasswordAreTheOwnersAlone() throws Exception {
    secure(2);
    for (String name : List.of("tagma.tls.keystore", "tagma.tls.password.file")) {
      Path file = Path.of(values.get(name));
      Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-r-----"));
      assertEquals(
          List.of(name + ": nobody but the owner may read or write " + file + " (mode 0600)"),
          faults());
      Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-------"));
    }
  }
}
