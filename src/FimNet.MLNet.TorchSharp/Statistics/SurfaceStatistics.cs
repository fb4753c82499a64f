namespace FimNet.MLNet.Statistics;

/// <summary>What good images say of a trained network; collected after the training.</summary>
/// <param name="Residual">How residuals around a spot vary on good surfaces.</param>
/// <param name="MhfdTail">How rare a value of the MHFD map is on good surfaces.</param>
/// <param name="ResidualTail">How rare a distance of residuals from <paramref name="Residual"/> is on good surfaces.</param>
internal sealed record SurfaceStatistics(ResidualModel Residual, TailCurve MhfdTail, TailCurve ResidualTail);
