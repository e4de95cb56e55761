package io.github.mcpoauth.conformance;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * Which rows of {@code docs/conformance.md} a test proves. Not a JUnit tag: those name
 * attacks, whose identifiers look the same.
 */
@Documented
@Target(ElementType.METHOD)
@Retention(RetentionPolicy.RUNTIME)
public @interface Checklist {

	/** Identifiers such as {@code A1}. */
	String[] value();

}
