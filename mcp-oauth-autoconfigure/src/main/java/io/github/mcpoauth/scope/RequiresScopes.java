package io.github.mcpoauth.scope;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Inherited;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * Scopes that a method needs: all of them, and on a type those of every method of it
 * besides its own. Beside Spring AI's {@code @McpTool}, {@code @McpPrompt},
 * {@code @McpResource} and {@code @Tool} on a bean, the endpoint answers who lacks one
 * with an HTTP 403 that names them. The method is guarded as well, by whatever way it is
 * called: then it throws
 * {@link org.springframework.security.authorization.AuthorizationDeniedException}, or
 * {@link org.springframework.security.authentication.AuthenticationCredentialsNotFoundException}
 * where nobody is authenticated. As with Spring Security's own annotations, calls of an
 * object's own methods are not seen.
 */
@Target({ ElementType.METHOD, ElementType.TYPE })
@Retention(RetentionPolicy.RUNTIME)
@Inherited
@Documented
public @interface RequiresScopes {

	/**
	 * The scopes.
	 * @return scope tokens (RFC 6749 section 3.3), without the prefix of authorities
	 */
	String[] value();

}
