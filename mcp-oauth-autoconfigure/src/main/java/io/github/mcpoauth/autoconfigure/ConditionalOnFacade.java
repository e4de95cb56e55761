package io.github.mcpoauth.autoconfigure;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

import org.springframework.context.annotation.Conditional;

/**
 * Matches one of the two facades. Whether there is a facade at all is the mode's matter.
 */
@Target(ElementType.TYPE)
@Retention(RetentionPolicy.RUNTIME)
@Conditional(OnFacadeCondition.class)
@interface ConditionalOnFacade {

	McpOAuthProperties.FacadeEndpoints value();

}
