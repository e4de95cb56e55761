package io.github.mcpoauth.support;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * A test of the modes in which clients register and users log in at this server. Its
 * parameter is the {@link Deployment}.
 */
@Target(ElementType.METHOD)
@Retention(RetentionPolicy.RUNTIME)
@ParameterizedTest
@EnumSource(value = Deployment.class, names = "RESOURCE_SERVER", mode = EnumSource.Mode.EXCLUDE)
public @interface LoginModes {

}
