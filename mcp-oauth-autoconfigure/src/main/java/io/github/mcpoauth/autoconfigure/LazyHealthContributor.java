package io.github.mcpoauth.autoconfigure;

import java.util.function.Supplier;
import java.util.stream.Stream;

import org.jspecify.annotations.Nullable;

import org.springframework.boot.health.contributor.CompositeHealthContributor;
import org.springframework.boot.health.contributor.HealthContributor;
import org.springframework.util.function.SingletonSupplier;

/**
 * Components that are put together when somebody asks for them. Boot registers
 * contributors before most beans exist, and what these depend on says best itself why it
 * can't be made.
 */
final class LazyHealthContributor implements CompositeHealthContributor {

	private final Supplier<CompositeHealthContributor> components;

	LazyHealthContributor(Supplier<CompositeHealthContributor> components) {
		this.components = SingletonSupplier.of(components);
	}

	@Override
	public @Nullable HealthContributor getContributor(String name) {
		return this.components.get().getContributor(name);
	}

	@Override
	public Stream<Entry> stream() {
		return this.components.get().stream();
	}

}
