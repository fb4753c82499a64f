namespace FimNet.MLNet.Statistics;

/// <summary>What good images say of a trained network; collected after the training.</summary>
/// <param name="Residual">How residuals around a spot vary on good surfaces.</param>
/// <param name="DifferenceTails">How rare a value of each difference map is on good surfaces (see <see cref="Export.DifferenceMaps"/>).</param>
/// <param name="ResidualTail">How rare a distance of residuals from <paramref name="Residual"/> is on good surfaces.</param>
internal sealed record SurfaceStatistics(ResidualModel Residual, IReadOnlyList<TailCurve> DifferenceTails, TailCurve ResidualTail);
