package io.github.mcpoauth.scope;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.mockito.BDDMockito.given;
import static org.mockito.Mockito.mock;

/**
 * Beans are looked up until all are there, and are asked each time.
 */
class OperationScopeCatalogTests {

	private final List<OperationScopes> beans = new ArrayList<>();

	private final AtomicInteger lookups = new AtomicInteger();

	private final OperationScopeCatalog catalog = new OperationScopeCatalog(new Catalog(), () -> {
		this.lookups.incrementAndGet();
		return this.beans.iterator();
	});

	@Test
	void supportedWhenABeanComesLaterThenHasItsScopes() {
		assertThat(this.catalog.supported()).containsExactly("connect");
		this.beans.add(operations(Set.of("read")));
		assertThat(this.catalog.supported()).containsExactly("connect", "read");
	}

	@Test
	void supportedWhenAllBeansAreThereThenLooksThemUpOnce() {
		this.beans.add(operations(Set.of("read")));
		this.catalog.afterSingletonsInstantiated();
		assertThat(this.catalog.supported()).containsExactly("connect", "read");
		assertThat(this.catalog.supported()).containsExactly("connect", "read");
		assertThat(this.lookups).hasValue(1);
	}

	@Test
	void supportedWhenABeanLearnsOfAScopeThenHasItAtOnce() {
		Set<String> known = new LinkedHashSet<>(List.of("read"));
		this.beans.add(operations(known));
		this.catalog.afterSingletonsInstantiated();
		assertThat(this.catalog.supported()).containsExactly("connect", "read");
		known.add("write");
		assertThat(this.catalog.supported()).containsExactly("connect", "read", "write");
	}

	private static OperationScopes operations(Set<String> known) {
		OperationScopes operations = mock(OperationScopes.class);
		given(operations.known()).willReturn(known);
		return operations;
	}

	/**
	 * One scope.
	 */
	private static final class Catalog implements ScopeCatalog {

		@Override
		public Set<String> required() {
			return Set.of("connect");
		}

		@Override
		public Set<String> supported() {
			return required();
		}

		@Override
		public String describe(String scope) {
			return scope;
		}

	}

}
