package org.tagma.protocols.operation;

import java.util.OptionalInt;
import org.tagma.protocols.failure.ErrorType;
import org.tagma.protocols.failure.FaultReport;
import org.tagma.protocols.failure.OperationFailed;
import org.tagma.protocols.keeper.SealFailure;
import org.tagma.protocols.keeper.SealState;

/** What the failures of a seal are in the words of the API. */
final class SealFailures {
  private SealFailures() {}

  /**
   * @param state the state in which the seal stays, which says what an automatic seal that does not
   *     open keeps the client from
   */
  static OperationFailed of(SealFailure failure, SealState state) {
    ErrorType closed =
        state == SealState.UNINITIALIZED
            ? ErrorType.KEEPER_NOT_INITIALIZED
            : ErrorType.KEEPER_SEALED;
    return switch (failure.reason()) {
      case NOT_INITIALIZED ->
          failed(ErrorType.KEEPER_NOT_INITIALIZED, "this keeper is not initialized");
      case ALREADY_INITIALIZED ->
          failed(ErrorType.KEEPER_ALREADY_INITIALIZED, "this keeper was initialized before");
      case ALREADY_UNSEALED ->
          failed(ErrorType.KEEPER_ALREADY_UNSEALED, "this keeper is unsealed already");
      case SEALED -> failed(ErrorType.KEEPER_SEALED, "this keeper is sealed");
      case KEY_FILE_MISSING -> failed(closed, "the key file of the seal is missing");
      case KEY_FILE_INVALID -> failed(closed, "the key file of the seal is malformed");
      case KEY_STORE_MISSING -> failed(closed, "the key store of the seal is missing");
      case KEY_STORE_INVALID -> failed(closed, "the key store of the seal can't be read");
      case PASSWORD_MISSING ->
          failed(
              closed, "the password of the seal's key store, or the PIN of its token, is missing");
      case PASSWORD_WRONG ->
          failed(
              closed, "the password does not open the key store of the seal, or the PIN its token");
      case ENTRY_MISSING -> failed(closed, "the key store of the seal has no key of this alias");
      case ENTRY_UNSUITABLE ->
          failed(
              closed,
              "the key of the seal has to be a secret of 256 bits, RSA of 2048 or EC; in a token, AES");
      case TOKEN_MISSING -> failed(closed, "the configuration of the seal's token is missing");
      case TOKEN_UNUSABLE -> failed(closed, "the token of the seal is not there, or can't be used");
      case WRONG_KEY -> failed(closed, "the key of the seal does not open the data key");
      case DAMAGED -> failed(closed, "the stored data key is damaged");
      case OTHER_SEAL -> failed(closed, "this keeper was initialized under another kind of seal");
      case SHARES_NEEDED ->
          failed(ErrorType.UNSUPPORTED, "this seal is opened with shares: send them with POST");
      case NO_SHARES ->
          failed(ErrorType.UNSUPPORTED, "this seal is automatic and takes no shares: use GET");
      case WRONG_SHARE ->
          failed(
              ErrorType.INVALID_SHARE,
              "at least one is no share of this seal, and none was taken" + counted(failure));
      case WRONG_COMBINATION ->
          failed(
              ErrorType.INVALID_SHARE,
              "the shares do not open the seal: at least one is wrong, and all were forgotten"
                  + counted(failure));
      case TOO_MANY_WRONG_SHARES ->
          new OperationFailed(
              ErrorType.RATE_LIMITED,
              "there were too many wrong shares: come again later" + counted(failure),
              FaultReport.none(),
              null,
              OptionalInt.of((int) Math.max(1, failure.pause().toSeconds())));
    };
  }

  private static String counted(SealFailure failure) {
    return "; wrong shares since the start: " + failure.wrongShares();
  }

  private static OperationFailed failed(ErrorType type, String detail) {
    return new OperationFailed(type, detail);
  }
}
