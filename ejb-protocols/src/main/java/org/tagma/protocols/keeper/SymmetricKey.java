package org.tagma.protocols.keeper;

import java.io.NotSerializableException;
import java.io.ObjectOutputStream;
import java.util.Arrays;
import javax.crypto.SecretKey;

/** An AES-256 key that can be erased, unlike {@code SecretKeySpec}. */
final class SymmetricKey implements SecretKey, AutoCloseable {
  static final int LENGTH = 32;
  private static final long serialVersionUID = 1L;

  private final transient byte[] bytes;
  private transient boolean destroyed;

  /** Takes the array over: it is erased with the key. */
  SymmetricKey(byte[] bytes) {
    if (bytes.length != LENGTH) {
      throw new IllegalArgumentException("an AES-256 key has 32 bytes");
    }
    this.bytes = bytes;
  }

  @Override
  public String getAlgorithm() {
    return "AES";
  }

  @Override
  public String getFormat() {
    return "RAW";
  }

  @Override
  public synchronized byte[] getEncoded() {
    if (destroyed) {
      throw new IllegalStateException("the key is erased");
    }
    return bytes.clone();
  }

  @Override
  public synchronized void destroy() {
    Arrays.fill(bytes, (byte) 0);
    destroyed = true;
  }

  @Override
  public synchronized boolean isDestroyed() {
    return destroyed;
  }

  @Override
  public void close() {
    destroy();
  }

  @Override
  public String toString() {
    return "SymmetricKey[redacted]";
  }

  private void writeObject(ObjectOutputStream out) throws NotSerializableException {
    throw new NotSerializableException("a key leaves this process in no such way");
  }
}
