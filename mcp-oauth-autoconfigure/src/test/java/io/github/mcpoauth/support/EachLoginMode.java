package io.github.mcpoauth.support;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * All tests of a class, in the modes of {@link LoginModes}. The parameter of the
 * constructor is the {@link Deployment}; the tests may have parameters of their own.
 */
@Target(ElementType.TYPE)
@Retention(RetentionPolicy.RUNTIME)
@ParameterizedClass
@EnumSource(value = Deployment.class, names = "RESOURCE_SERVER", mode = EnumSource.Mode.EXCLUDE)
public @interface EachLoginMode {

}
