namespace FimNet.MLNet;

/// <summary>How an image and its reconstruction become an anomaly map.</summary>
public enum AnomalyScoring
{
    /// <summary>Multiple hierarchical feature difference: the encoder's features of both, compared level by level (Eqs. 15 and 16).</summary>
    Mhfd,

    /// <summary>The squared difference of the pixels, averaged over the channels (Table VI, column E; the autoencoder and MemAE baselines).</summary>
    PixelDifference,

    /// <summary>
    /// MHFD, and beside it the local statistics of the same feature differences, which also notice where they are smaller than, or patterned unlike, those of good surfaces:
    /// worn and blank spots of a rough texture. Both maps are turned into surprises, the negative logarithm of the share of good values as high, learnt from training images;
    /// of each pixel the greater counts.
    /// </summary>
    TwoSidedMhfd,

    /// <summary>
    /// As <see cref="TwoSidedMhfd"/>, but what residuals are usual is learnt as a function of how the image itself looks around a spot: a surface that is rough here and smooth
    /// there, or bright in one image and dull in the next, leaves other residuals in each.
    /// </summary>
    ConditionalMhfd,

    /// <summary>
    /// As <see cref="ConditionalMhfd"/>, but how large the residual is, is asked twice: of the features, as MHFD does, and of the pixels, as <see cref="PixelDifference"/> does. The average of
    /// these two surprises and that of the residuals' statistics become one by the mean of order -2 of their p-values, which the rarer decides, and a little more where both are rare.
    /// </summary>
    ConditionalFusion,
}
