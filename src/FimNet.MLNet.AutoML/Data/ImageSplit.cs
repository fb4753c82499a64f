using FimNet.MLNet.Numerics;

namespace FimNet.MLNet.AutoML.Data;

/// <summary>Which of the good images train and which are held back for validation.</summary>
internal static class ImageSplit
{
    public const double UsualFraction = 0.2;

    /// <summary>More images than this make each trial slow and tell little more.</summary>
    private const int MostByDefault = 32;

    private const int FewestTraining = 2;

    /// <summary>Indices of the images held back, ascending: the same for the same count and seed.</summary>
    /// <param name="count">All good images.</param>
    /// <param name="fraction">The share to hold back; null for a fifth, at most 32 images.</param>
    /// <param name="seed">Decides which.</param>
    public static int[] HeldBack(int count, double? fraction, int seed)
    {
        int wanted = fraction is { } share ? (int)Math.Round(share * count) : Math.Min(MostByDefault, (int)Math.Round(UsualFraction * count));
        int[] order = [.. Enumerable.Range(0, count)];
        new SeededRandom(seed).Shuffle(order);
        return [.. order[..Math.Clamp(wanted, 1, Math.Max(1, count - FewestTraining))].Order()];
    }
}
