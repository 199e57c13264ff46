package org.tagma.protocols.access;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.jose4j.jwa.AlgorithmConstraints.ConstraintType;
import org.jose4j.jwt.JwtClaims;
import org.jose4j.jwt.MalformedClaimException;
import org.jose4j.jwt.NumericDate;
import org.jose4j.jwt.consumer.ErrorCodes;
import org.jose4j.jwt.consumer.InvalidJwtException;
import org.jose4j.jwt.consumer.JwtConsumer;
import org.jose4j.jwt.consumer.JwtConsumerBuilder;
import org.tagma.threshold.group.DecodingException;
import org.tagma.threshold.transcript.Bytes;
import org.tagma.threshold.transcript.Tlv;

/**
 * Verifies JSON Web Tokens (RFC 7519, as RFC 8725 advises), those of clients and those that
 * coordinators forward alike. Thread-safe.
 */
public final class JwtVerifier {
  private static final int LONGEST_SUBJECT = 255;
  private static final String REQUEST = "req";
  private static final int DIGEST = 32;
  private static final int LONGEST_ID = 255;
  private static final long MILLIS = 1_000;

  private final JwtConsumer consumer;
  private final JwtRules rules;
  private final Optional<NumericDate> now;

  public JwtVerifier(JwtRules rules, JwtKeys keys) {
    this(rules, keys, Optional.empty());
  }

  JwtVerifier(JwtRules rules, JwtKeys keys, Optional<NumericDate> now) {
    JwtConsumerBuilder builder =
        new JwtConsumerBuilder()
            .setVerificationKeyResolver(keys.resolver())
            .setJwsAlgorithmConstraints(
                ConstraintType.PERMIT, rules.algorithms().toArray(String[]::new))
            .setExpectedIssuer(rules.issuer())
            .setExpectedAudience(rules.audiences().toArray(String[]::new))
            .setRequireSubject()
            .setRequireExpirationTime()
            .setAllowedClockSkewInSeconds(rules.skewSeconds());
    if (rules.ageSeconds().isPresent()) {
      builder
          .setRequireIssuedAt()
          .setIssuedAtRestrictions(rules.skewSeconds(), rules.ageSeconds().getAsInt());
    }
    now.ifPresent(builder::setEvaluationTime);
    consumer = builder.build();
    this.rules = rules;
    this.now = now;
  }

  /** Which tokens are good. */
  public JwtRules rules() {
    return rules;
  }

  /** Whether a credential has the form of such a token: three parts, the first a JSON object. */
  static boolean isToken(String credential) {
    return credential.startsWith("eyJ") && credential.chars().filter(c -> c == '.').count() == 2;
  }

  /** Who the token speaks for, or why it is not taken. */
  Authentication verify(String token) {
    try {
      JwtClaims claims = consumer.processToClaims(token);
      String subject = claims.getSubject();
      if (subject.isBlank() || subject.length() > LONGEST_SUBJECT) {
        return new Authentication.Unauthenticated("the token's subject is empty or too long");
      }
      boolean bound = claims.getClaimNames().contains(REQUEST); // null binds to nothing, not to any
      Optional<String> objection = bound ? objection(claims) : Optional.empty();
      if (objection.isPresent()) {
        return new Authentication.Unauthenticated(objection.get());
      }
      return new Authentication.Authenticated(
          new Caller(
              subject,
              Permissions.of(grants(claims.getClaimValue(rules.permissionsClaim()))),
              bound ? Optional.of(binding(token, claims)) : Optional.empty()));
    } catch (InvalidJwtException invalid) {
      return new Authentication.Unauthenticated(reason(invalid));
    } catch (MalformedClaimException | DecodingException | IllegalArgumentException malformed) {
      return new Authentication.Unauthenticated("a claim of the token has not the right form");
    }
  }

  /** Each use has to be kept as long as its token is good, by every keeper. */
  private Optional<String> objection(JwtClaims claims) throws MalformedClaimException {
    String id = claims.getJwtId();
    if (id == null || id.isBlank() || id.length() > LONGEST_ID) {
      return Optional.of(
          "the token is for one request and has no 'jti' of up to 255 characters, by which its use would be known");
    }
    long latest = now.orElseGet(NumericDate::now).getValue() + rules.skewSeconds();
    return claims.getExpirationTime().getValue() - latest > TokenBinding.LONGEST_MILLIS / MILLIS
        ? Optional.of("the token is for one request and expires in more than a day")
        : Optional.empty();
  }

  private TokenBinding binding(String token, JwtClaims claims)
      throws MalformedClaimException, DecodingException {
    String digest = claims.getStringClaimValue(REQUEST);
    Bytes request = digest == null ? Bytes.empty() : Bytes.fromBase64Url(digest);
    if (request.length() != DIGEST) {
      throw new DecodingException("not a SHA-256");
    }
    Bytes name = Tlv.of().text("jti").text(rules.issuer()).text(claims.getJwtId()).sha256();
    String signed =
        token.substring(0, token.lastIndexOf('.')); // there may be more signatures to it
    return new TokenBinding(
        name.base64Url(),
        Tlv.of().text("jwt").text(signed).sha256(),
        request,
        claims.getExpirationTime().getValue() * MILLIS);
  }

  /** What the claim says of this service, a list or words; names of other services are not ours. */
  private static List<String> grants(Object claim) throws MalformedClaimException {
    List<?> values = List.of();
    if (claim instanceof String words) {
      values = Arrays.asList(words.split(" "));
    } else if (claim instanceof List<?> list) {
      values = list;
    } else if (claim != null) {
      throw new MalformedClaimException("neither a list nor a text");
    }
    List<String> grants = new ArrayList<>();
    for (Object value : values) {
      if (!(value instanceof String name)) {
        throw new MalformedClaimException("not a text");
      }
      if (name.startsWith("tagma.") || name.startsWith("-tagma.")) {
        grants.add(name);
      }
    }
    return grants;
  }

  /**
   * Claims are looked at only once the signature is good, so that this tells a stranger nothing.
   */
  private static String reason(InvalidJwtException invalid) {
    if (invalid.hasExpired() || invalid.hasErrorCode(ErrorCodes.ISSUED_AT_INVALID_PAST)) {
      return "the token is expired: get a new one";
    }
    if (invalid.hasErrorCode(ErrorCodes.NOT_YET_VALID)) {
      return "the token is not valid yet";
    }
    if (invalid.hasErrorCode(ErrorCodes.AUDIENCE_INVALID)
        || invalid.hasErrorCode(ErrorCodes.AUDIENCE_MISSING)) {
      return "the token is for another audience";
    }
    return "the token is not one that is taken here";
  }
}
