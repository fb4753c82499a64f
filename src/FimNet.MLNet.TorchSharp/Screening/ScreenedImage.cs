using System.Globalization;

namespace FimNet.MLNet;

/// <summary>How much an image stands out among those that it is to be trained with.</summary>
/// <param name="Row">Position of the image's row in the view, counted from 0.</param>
/// <param name="Description">The row's number and its text columns, such as the image's path.</param>
/// <param name="Score">The image's raw anomaly score.</param>
/// <param name="Deviations">How far the logarithm of the score is above the median of those that the same model scored (of all, where it scored fewer than ten), in robust standard deviations (1.4826 times the median absolute deviation of all, but at least 0.02).</param>
public sealed record ScreenedImage(long Row, string Description, float Score, double Deviations)
{
    /// <summary>Above this many robust standard deviations an image is suspicious: 5.</summary>
    public const double SuspiciousDeviations = 5;

    /// <summary>Whether a person should look at the image before a model is trained on it.</summary>
    public bool IsSuspicious => Deviations > SuspiciousDeviations;

    /// <returns>What a log says of the image.</returns>
    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{Description}: score {Score:g4}, {Deviations:0.0} deviations above the median");
}
