package io.github.mcpoauth.scope;

import java.util.function.Supplier;

import org.springframework.aop.Advisor;
import org.springframework.aop.Pointcut;
import org.springframework.aop.support.ComposablePointcut;
import org.springframework.aop.support.annotation.AnnotationMatchingPointcut;
import org.springframework.security.authorization.method.AuthorizationInterceptorsOrder;
import org.springframework.security.authorization.method.AuthorizationManagerBeforeMethodInterceptor;

/**
 * Guards methods with {@link RequiresScopes}, by whatever way they are called.
 */
public final class RequiresScopesAdvisor {

	private RequiresScopesAdvisor() {
	}

	/**
	 * Makes the advisor.
	 * @param hierarchy asked at the first call, so that the advisor needs no other beans
	 * @return the advisor, in the place of Spring Security's for {@code @PreAuthorize}
	 */
	public static Advisor create(Supplier<ScopeHierarchy> hierarchy) {
		ComposablePointcut methods = new ComposablePointcut(
				AnnotationMatchingPointcut.forMethodAnnotation(RequiresScopes.class))
			.union((Pointcut) AnnotationMatchingPointcut.forClassAnnotation(RequiresScopes.class));
		AuthorizationManagerBeforeMethodInterceptor interceptor = new AuthorizationManagerBeforeMethodInterceptor(
				methods, new RequiresScopesAuthorizationManager(hierarchy));
		interceptor.setOrder(AuthorizationInterceptorsOrder.PRE_AUTHORIZE.getOrder());
		return interceptor;
	}

}
