package org.tagma.web.access;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * The caller needs this permission. Permissions that depend on the request are asked of {@link
 * Gate}.
 */
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.METHOD)
public @interface Permission {

  /** The permission, {@code tagma.audit.read}. */
  String value();
}
