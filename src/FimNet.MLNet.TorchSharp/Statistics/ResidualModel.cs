namespace FimNet.MLNet.Statistics;

/// <summary>The Gaussian that the residual descriptors of good surfaces follow (see <see cref="Export.ResidualGraph"/>).</summary>
/// <param name="EnergyFloor">What is added to a channel's energy before the logarithm, one value a channel.</param>
/// <param name="Appearance">What descriptors are usual where an image looks so, which is taken off them first; null to take them as they are.</param>
/// <param name="Mean">Mean of the descriptor, one value an entry.</param>
/// <param name="Whitening">[entry, entry], row by row: makes the entries of a descriptor less its mean uncorrelated and of variance 1.</param>
internal sealed record ResidualModel(float[] EnergyFloor, AppearanceModel? Appearance, float[] Mean, float[] Whitening);
