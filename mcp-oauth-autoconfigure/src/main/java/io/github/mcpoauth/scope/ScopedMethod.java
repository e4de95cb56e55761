package io.github.mcpoauth.scope;

import java.lang.reflect.AnnotatedElement;
import java.lang.reflect.Method;
import java.util.Arrays;

import org.springframework.aop.support.AopUtils;
import org.springframework.core.annotation.AnnotatedElementUtils;

import io.github.mcpoauth.core.Scopes;

/**
 * Reads {@link RequiresScopes} of a method.
 */
final class ScopedMethod {

	private ScopedMethod() {
	}

	/**
	 * The scopes of a method as a type has it, and of the type.
	 * @throws IllegalStateException if one of them is not a scope token; the message says
	 * where
	 */
	static Scopes scopes(Method method, Class<?> type) {
		Method specific = AopUtils.getMostSpecificMethod(method, type);
		return scopes(type).plus(scopes(specific));
	}

	private static Scopes scopes(AnnotatedElement element) {
		RequiresScopes annotation = AnnotatedElementUtils.findMergedAnnotation(element, RequiresScopes.class);
		if (annotation == null) {
			return Scopes.none();
		}
		if (!Arrays.stream(annotation.value()).allMatch(Scopes::isToken)) {
			throw new IllegalStateException(
					"@RequiresScopes at " + element + " has the value " + Arrays.toString(annotation.value())
							+ ": a scope is one word without spaces, quotes and backslashes, such as weather:read");
		}
		return Scopes.of(annotation.value());
	}

}
