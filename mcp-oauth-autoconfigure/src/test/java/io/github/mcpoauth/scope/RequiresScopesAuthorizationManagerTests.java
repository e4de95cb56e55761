package io.github.mcpoauth.scope;

import java.lang.reflect.Method;
import java.util.List;

import org.aopalliance.intercept.MethodInvocation;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

import org.springframework.security.authentication.TestingAuthenticationToken;
import org.springframework.security.core.Authentication;

import static org.assertj.core.api.Assertions.assertThat;
import static org.mockito.BDDMockito.given;
import static org.mockito.Mockito.mock;

/**
 * Methods with {@link RequiresScopes}, called in whatever way.
 */
class RequiresScopesAuthorizationManagerTests {

	private final RequiresScopesAuthorizationManager manager = new RequiresScopesAuthorizationManager(
			() -> new FixedScopeHierarchy(List.of("admin > write")));

	@Test
	void callWhenCallerHasAllScopesThenGranted() {
		assertThat(isGranted(caller("SCOPE_type", "SCOPE_write"), new Annotated())).isTrue();
		assertThat(isGranted(caller("SCOPE_type", "SCOPE_admin"), new Annotated())).isTrue();
	}

	/** Those of the class count, and those of the method. */
	@Test
	void callWhenOneScopeIsMissingThenDenied() {
		assertThat(isGranted(caller("SCOPE_write"), new Annotated())).isFalse();
		assertThat(isGranted(caller("SCOPE_type"), new Annotated())).isFalse();
		assertThat(isGranted(caller("type", "write"), new Annotated())).isFalse();
	}

	/** The interface says nothing of scopes, and nobody knows what is behind it. */
	@Test
	void callWhenTargetIsUnknownThenTheDeclaringTypeCounts() {
		assertThat(isGranted(caller(), null)).isTrue();
	}

	@Test
	void callWhenNobodyIsAuthenticatedThenDenied() {
		TestingAuthenticationToken expired = new TestingAuthenticationToken("alice", null, "SCOPE_type", "SCOPE_write");
		expired.setAuthenticated(false);
		assertThat(isGranted(expired, new Annotated())).isFalse();
		assertThat(isGranted(null, new Annotated())).isFalse();
	}

	private static Authentication caller(String... authorities) {
		return new TestingAuthenticationToken("alice", null, authorities);
	}

	private boolean isGranted(@Nullable Authentication caller, @Nullable Object target) {
		MethodInvocation invocation = mock(MethodInvocation.class);
		given(invocation.getThis()).willReturn(target);
		given(invocation.getMethod()).willReturn(method());
		return this.manager.authorize(() -> caller, invocation).isGranted();
	}

	private static Method method() {
		try {
			return Tool.class.getMethod("call");
		}
		catch (NoSuchMethodException ex) {
			throw new AssertionError(ex);
		}
	}

	/**
	 * What callers know.
	 */
	public interface Tool {

		void call();

	}

	/**
	 * What is called.
	 */
	@RequiresScopes("type")
	static class Annotated implements Tool {

		@Override
		@RequiresScopes("write")
		public void call() {
		}

	}

}
