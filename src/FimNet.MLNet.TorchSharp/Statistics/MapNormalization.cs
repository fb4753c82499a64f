namespace FimNet.MLNet.Statistics;

/// <summary>What the maps of good images say of others.</summary>
/// <param name="Positions">What is usual at each pixel; null for maps as they are.</param>
/// <param name="UsualBackground">The mean of their backgrounds; null to leave an image's background as it is.</param>
internal sealed record MapNormalization(PositionNormalization? Positions, float? UsualBackground);
